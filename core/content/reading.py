"""Books, courses and papers for those who want to go on: titles, authors, where to find them, and for whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from core.i18n import N_

Kind = Literal["book", "course", "paper"]
KINDS: Sequence[Kind] = ("book", "course", "paper")


@dataclass(frozen=True)
class Work:
    """A book, a course or a paper; `why` says for whom it is (marked by N_), `address` where it is found."""

    kind: Kind
    title: str
    authors: str
    year: int
    address: str
    why: str


WORKS: Sequence[Work] = (
    Work(
        "book",
        "Neural Networks and Deep Learning",
        "M. Nielsen",
        2015,
        "http://neuralnetworksanddeeplearning.com",
        N_("Short and free. Backpropagation derived with care, for those who know school mathematics."),
    ),
    Work(
        "book",
        "Deep Learning",
        "I. Goodfellow, Y. Bengio, A. Courville",
        2016,
        "https://www.deeplearningbook.org",
        N_("The reference with all the mathematics; free to read."),
    ),
    Work(
        "book",
        "Dive into Deep Learning 《动手学深度学习》",
        "A. Zhang, Z. Lipton, M. Li, A. Smola",
        2023,
        "https://d2l.ai",
        N_("Every idea with code that runs; free, in English and in Chinese."),
    ),
    Work(
        "book",
        "Deep Learning with Python",
        "F. Chollet",
        2021,
        "https://www.manning.com/books/deep-learning-with-python-second-edition",
        N_("Practice with Keras, by its author."),
    ),
    Work(
        "book",
        "《神经网络与深度学习》",
        "邱锡鹏",
        2020,
        "https://nndl.github.io",
        N_("A systematic textbook in Chinese; free to read."),
    ),
    Work(
        "book",
        "《机器学习》",
        "周志华",
        2016,
        "https://cs.nju.edu.cn/zhouzh/zhouzh.files/publication/MLbook2016.htm",
        N_("The Chinese standard for machine learning before and beside deep networks."),
    ),
    Work(
        "course",
        "CS231n: Deep Learning for Computer Vision",
        "Stanford University",
        2016,
        "https://cs231n.stanford.edu",
        N_("CNNs from the ground up; its notes are the clearest there are on pictures."),
    ),
    Work(
        "course",
        "Practical Deep Learning for Coders",
        "J. Howard, fast.ai",
        2022,
        "https://course.fast.ai",
        N_("Begins with a working classifier and takes it apart afterwards; for programmers."),
    ),
    Work(
        "course",
        "Deep Learning Specialization",
        "A. Ng, DeepLearning.AI",
        2017,
        "https://www.deeplearning.ai/courses/deep-learning-specialization",
        N_("Five courses in small steps; little mathematics is needed."),
    ),
    Work(
        "course",
        "Machine Learning 《机器学习》",
        "李宏毅, National Taiwan University",
        2021,
        "https://speech.ee.ntu.edu.tw/~hylee/ml/2021-spring.php",
        N_("Lectures in Chinese, from regression to Transformers, with many examples."),
    ),
    Work(
        "paper",
        "Learning representations by back-propagating errors",
        "D. Rumelhart, G. Hinton, R. Williams",
        1986,
        "https://doi.org/10.1038/323533a0",
        N_("Four pages: how hidden layers learn."),
    ),
    Work(
        "paper",
        "Gradient-based learning applied to document recognition",
        "Y. LeCun, L. Bottou, Y. Bengio, P. Haffner",
        1998,
        "https://doi.org/10.1109/5.726791",
        N_("LeNet-5: the CNN as it is taught today."),
    ),
    Work(
        "paper",
        "ImageNet classification with deep convolutional neural networks",
        "A. Krizhevsky, I. Sutskever, G. Hinton",
        2012,
        "https://doi.org/10.1145/3065386",
        N_("AlexNet. LeCun is sometimes named among its authors; he is none of them."),
    ),
    Work(
        "paper",
        "Deep residual learning for image recognition",
        "K. He, X. Zhang, S. Ren, J. Sun",
        2015,
        "https://arxiv.org/abs/1512.03385",
        N_("Why very deep networks can be trained."),
    ),
    Work(
        "paper",
        "Attention is all you need",
        "A. Vaswani, N. Shazeer, N. Parmar, J. Uszkoreit, L. Jones, A. Gomez, Ł. Kaiser, I. Polosukhin",
        2017,
        "https://arxiv.org/abs/1706.03762",
        N_("The Transformer, on which language models stand."),
    ),
    Work(
        "paper",
        "Deep learning",
        "Y. LeCun, Y. Bengio, G. Hinton",
        2015,
        "https://doi.org/10.1038/nature14539",
        N_("A review of nine pages by three of those who built the field."),
    ),
)
