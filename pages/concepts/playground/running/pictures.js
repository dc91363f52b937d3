// The pictures of a playground, drawn anew from its present numbers.

import { fitLayers, readTheme } from "../../../shared/browser/canvas.js";
import { fill } from "../../../shared/browser/nodes.js";
import { formatNumber } from "../../../shared/charts/numbers.js";
import { showFigures } from "../controls/bar.js";
import { buildBrushes } from "../controls/brush.js";
import { computeFeatures } from "../mathematics/features.js";
import { createNetwork, forward } from "../../../shared/mathematics/network.js";
import { accuracyOf, countBatches, lossOf } from "../mathematics/training.js";
import { drawCurve } from "../views/curve.js";
import { createMaps, makeSheet, paintOutput, paintUnit, SIDE } from "../views/maps.js";
import { describeUnit, drawLines, drawUnits, nameUnits, paintInputs, placeNetwork } from "../views/network.js";
import { makePalette } from "../views/palette.js";
import { drawMap, drawPoints, fitPlane } from "../views/plane.js";
import { askForSurface, drawSurface } from "../views/surface.js";
import { buildPanel, showPanel, showWorked } from "../views/unit_panel.js";

const START = [1, 1]; // where the formula is worked out before a place was pointed at
const PANEL_EVERY = 6; // frames between two renewals of the formula's numbers
const LINES_EVERY = 3; // frames between two drawings of the weights: hundreds of curves, of which each changes little

export function givePictures(view) {
  view.sheet = makeSheet(SIDE.moving);
  view.frames = 0;
  view.draw = () => draw(view);
  view.drawPoints = () => drawAllPoints(view);
  view.nameUnits = () => nameUnits(view);
  view.resize = () => resize(view);
  view.restyle = () => view.training && resize(view);
  view.colourOf = (label) => colourOf(view, label);
  view.peek = (layer, unit) => {
    view.peeked = layer === null ? null : { layer, unit };
    showProbe(view);
    if (!view.playing) drawFinely(view);
  };
  view.probe = (place) => {
    view.probed = place;
    showProbe(view);
  };
  view.showCross = (place) => {
    view.cross = place;
    drawAllPoints(view);
    view.probe(place);
  };
}

/** Everything at its present size and in the present theme. */
function resize(view) {
  view.theme = readTheme(view.root);
  view.palette = makePalette(view.data.colours, view.theme);
  placeNetwork(view);
  fitPlane(view.plane);
  fitLayers(view.curve);
  buildBrushes(view, view.brushes);
  paintInputs(view);
  buildPanel(view);
  draw(view);
  drawAllPoints(view);
  nameUnits(view);
  drawSurface(view);
}

/** What changes with the training: all of it at rest, and in a frame as much as leaves the frame in time. */
function draw(view) {
  const { training } = view;
  view.epoch = training.train.count ? training.updates / countBatches(training) : 0;
  view.frames += 1;
  const moving = view.playing || view.replaying;
  view.mapsFilled = false;
  for (const part of chooseParts(view, moving)) part(view, moving);
  if (!moving || view.frames % PANEL_EVERY === 0) {
    view.accuracy = measureAccuracy(view);
    showPanel(view);
    showProbe(view);
  }
  showFigures(view);
  if (view.playing) askForSurface(view);
}

/** All parts at rest; in a frame the weights now and then, and one part after the other where time is short. */
function chooseParts({ frames, inParts }, moving) {
  if (!moving) return PARTS;
  if (inParts) return [PARTS[frames % PARTS.length]];
  return frames % LINES_EVERY ? PARTS.slice(1) : PARTS;
}

/** What the network and its units say of every place, computed once a frame. */
function fillMaps(view) {
  if (!view.mapsFilled) view.maps.fill(view.training.network.params);
  view.mapsFilled = true;
}

/** The parts of the picture: the weights first. */
const PARTS = [
  drawLines,
  (view) => {
    fillMaps(view);
    drawUnits(view);
  },
  (view, moving) => {
    const { history, theme, data } = view;
    if (moving) {
      fillMaps(view);
      paintPlane(view, view.maps, view.sheet);
    } else drawFinely(view);
    drawCurve(view.curve, history, { theme, colours: data.colours, stop: view.stop });
  },
];

function measureAccuracy({ training, data }) {
  if (!data.classes) return NaN;
  const set = training.test.count ? training.test : training.train;
  lossOf(training, set);
  return accuracyOf(training, set);
}

/** At rest the plane has more places. */
function drawFinely(view) {
  const { data, training } = view;
  view.fineMaps ??= createMaps(data.shape, data.settings.features.split(","), data.reach, SIDE.still);
  view.fineSheet ??= makeSheet(SIDE.still);
  view.fineMaps.fill(training.network.params);
  paintPlane(view, view.fineMaps, view.fineSheet);
}

/** What the network says, or the unit that is pointed at. */
function paintPlane(view, maps, sheet) {
  const { data, palette, peeked, hard } = view;
  if (peeked) paintUnit(maps, palette, peeked.layer, peeked.unit, sheet);
  else paintOutput(maps, palette, sheet, { classes: data.classes, hard: hard.checked });
  sheet.show();
  drawMap(view.plane, sheet, data.reach);
}

function drawAllPoints(view) {
  const { points, data, theme, cross } = view;
  const looks = { reach: data.reach, theme, colourOf: view.colourOf, showTests: view.tests.checked, cross };
  drawPoints(view.plane, points, looks);
}

/** The colour of a class, or of a value. */
function colourOf({ data, palette }, label) {
  if (data.classes) return data.colours.classes[label];
  const packed = palette.sign[Math.round(((Math.min(1, Math.max(-1, label)) + 1) / 2) * 255)];
  return `rgb(${packed & 255}, ${(packed >> 8) & 255}, ${(packed >> 16) & 255})`;
}

/** What the network says at the place that is pointed at. */
function showProbe(view) {
  const { peeked, probed, data, readout } = view;
  const place = probed ?? START;
  const inputs = computeFeatures(data.settings.features.split(","), [place]);
  const asked = forwardAt(view, inputs);
  showWorked(view, asked, inputs, place);
  if (!probed || peeked) {
    readout.textContent = peeked ? describeUnit(view, peeked.layer, peeked.unit) : data.words.hint;
    return;
  }
  const [x, y] = probed.map((value) => formatNumber(Number(value.toFixed(2))));
  const value = asked.output.units > 1 ? [...asked.output.a].map((share) => share.toFixed(2)).join(" · ") : formatNumber(asked.output.a[0]);
  readout.textContent = `${fill(data.words.at, { x, y })} ${fill(data.words.says, { value })}`;
}

/** One place through the network. */
function forwardAt(view, inputs) {
  const { data, training } = view;
  view.one ??= {};
  if (view.one.shape !== data.shape) view.one = { shape: data.shape, network: createNetwork(data.shape, training.network.params, 1) };
  forward(view.one.network, inputs, 1, training.network.params);
  return view.one.network;
}
