from core.charts.picture_sizes import MOST_POINTS, picture_sizes


def test_a_point_a_size_the_most_frequent_largest():
    figure = picture_sizes({(640, 480): 10, (200, 400): 1})
    points = figure.data[1]
    assert list(zip(points.x, points.y, points.customdata, strict=True)) == [(640, 480, 10), (200, 400, 1)]
    assert points.marker.size[0] > points.marker.size[1]
    assert picture_sizes({}).data


def test_no_more_points_than_can_be_told_apart():
    many = {(100 + number, 100): 1 + number for number in range(MOST_POINTS + 50)}
    points = picture_sizes(many).data[1]
    assert len(points.x) == MOST_POINTS
    assert min(points.customdata) == 51
