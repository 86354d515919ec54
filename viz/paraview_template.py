"""Opens this run in ParaView 5.11 or later: cells in the colours of their types, cut open at the
islet's centre, and the slice of a factor there.

In ParaView:  File > Load State, or View > Python Shell > Run Script; or paraview --script=paraview.py
Headless:     pvbatch paraview.py --screenshot islet.png [--time DAY] [--factor NAME]
              [--islets i0001,i0002] [--whole] [--size 1600x1000]

The cut, the slices and the factor shown can be changed in ParaView afterwards. Positions are in um,
times in days. With several islets, each is moved to a place of its own in a grid.
"""

import argparse
import math
import os
import sys
import unicodedata

# This file's name must not hide ParaView's module of the same name.
sys.path[:] = [p for p in sys.path if not os.path.exists(os.path.join(p or ".", "paraview.py"))]
from paraview import simple as pv

SCENE = @SCENE@


def run_directory():
    """The folder that holds this script and the .pvd files."""
    # In ParaView's window a script does not know its own folder: then use the folder where it was written.
    script = globals().get("__file__")
    beside = os.path.dirname(os.path.abspath(script)) if script else None
    for folder in (beside, SCENE["folder"], os.getcwd()):
        if folder and os.path.exists(os.path.join(folder, "cells.pvd")):
            return folder
    raise RuntimeError("cells.pvd not found: go to the run directory first, os.chdir(...)")


def read_options():
    parser = argparse.ArgumentParser(description="Opens a run in ParaView.")
    parser.add_argument("--screenshot", metavar="FILE", help="write a picture")
    parser.add_argument("--time", type=float, metavar="DAY", help="moment shown; default: the last")
    parser.add_argument("--factor", metavar="NAME", choices=[name for name, _, _ in SCENE["factors"]])
    parser.add_argument("--islets", metavar="NAMES", help="islets shown, with commas; default: the first 16")
    parser.add_argument("--whole", action="store_true", help="do not cut the islets open")
    parser.add_argument("--size", default="1600x1000", metavar="WxH", help="of the picture, in pixels")
    return parser.parse_known_args()[0]  # ParaView itself may have arguments of its own


def plain(text):
    """Letters that ParaView's own font has: Greek ones are spelt out."""
    letters = unicodedata.normalize("NFKC", text)
    names = [unicodedata.name(letter, "") for letter in letters]
    return "".join(n.split()[-1].lower() if n.startswith("GREEK") else c for c, n in zip(letters, names))


def rgb(colour):
    return [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]


def one_block(reader, name, blocks):
    """One block of a collection; a collection of a single file has none."""
    if blocks == 1:
        return reader
    return pv.ExtractBlock(Input=reader, Selectors=["/Root/" + name])


def cut_open(cells, box):
    """Leaves out the upper front quarter of an islet, up to a layer of cells before the slice."""
    cut = pv.Clip(registrationName="Cut open", Input=cells, ClipType="Box", Invert=0)
    cut.ClipType.Position = [-box[0], -box[1], box[2] / 2]
    cut.ClipType.Length = [3 * box[0], 1.5 * box[1] - LAYER, 2 * box[2]]
    pv.HideInteractiveWidgets(proxy=cut.ClipType)
    return cut


def side_by_side(parts, offsets):
    """Moves each part by its offset, and puts them together."""
    if len(parts) == 1:
        return parts[0]
    moved = []
    for part, offset in zip(parts, offsets):
        transform = pv.Transform(Input=part)
        transform.Transform.Translate = offset
        moved.append(transform)
    return pv.GroupDatasets(Input=moved)


def colour_cell_types():
    table = pv.GetColorTransferFunction("cell_type")
    table.InterpretValuesAsCategories = 1
    table.AnnotationsInitialized = 1
    table.Annotations = [text for i, (label, _) in enumerate(SCENE["cell_types"]) for text in (str(i), plain(label))]
    table.IndexedColors = [part for _, colour in SCENE["cell_types"] for part in rgb(colour)]
    table.IndexedOpacities = [1.0] * len(SCENE["cell_types"])
    return table


def style_legend(bar, title):
    bar.Title = title
    bar.ComponentTitle = ""
    bar.TitleColor = bar.LabelColor = INK
    bar.TitleFontSize = 18
    bar.LabelFontSize = 16
    bar.TitleBold = 1
    bar.ScalarBarThickness = 18
    bar.AutoOrient = 0
    bar.Orientation = "Vertical"
    bar.HorizontalTitle = 1


LAYER = 10  # [um]
INK = [0.13, 0.15, 0.18]
PAPER = [1.0, 1.0, 1.0]


def main():
    options = read_options()
    folder = run_directory()
    pv._DisableFirstRenderCameraReset()

    names = [name for name, _ in SCENE["islets"]]
    shown = options.islets.split(",") if options.islets else names[:16]
    boxes = dict(SCENE["islets"])
    columns = math.ceil(math.sqrt(len(shown)))
    rows = math.ceil(len(shown) / columns)
    pitch = max(max(boxes[name]) for name in shown)
    # Several islets stand in a grid with their centres in the plane y = 0; one stays where it is.
    if len(shown) == 1:
        centre = [edge / 2 for edge in boxes[shown[0]]]
        offsets = [[0, 0, 0]]
    else:
        centre = [(columns - 1) * pitch / 2, 0, -(rows - 1) * pitch / 2]
        offsets = [
            [i % columns * pitch - boxes[n][0] / 2, -boxes[n][1] / 2, -(i // columns) * pitch - boxes[n][2] / 2]
            for i, n in enumerate(shown)
        ]
    extent = [columns * pitch, pitch, rows * pitch]

    view = pv.GetActiveViewOrCreate("RenderView")
    width, height = (int(n) for n in options.size.split("x"))
    if options.screenshot:
        view.ViewSize = [width, height]
    view.UseColorPaletteForBackground = 0
    view.BackgroundColorMode = "Single Color"
    view.Background = PAPER
    view.OrientationAxesVisibility = 0
    view.UseAmbientOcclusion = 1

    # Cells
    cell_reader = pv.PVDReader(registrationName="cells.pvd", FileName=os.path.join(folder, "cells.pvd"))
    parts = [one_block(cell_reader, name, len(names)) for name in shown]
    if not options.whole:
        parts = [cut_open(part, boxes[name]) for part, name in zip(parts, shown)]
    cells = side_by_side(parts, offsets)
    spheres = pv.Glyph(registrationName="Cells", Input=cells, GlyphType="Sphere")
    spheres.GlyphMode = "All Points"
    spheres.OrientationArray = ["POINTS", "No orientation array"]
    spheres.ScaleArray = ["POINTS", "diameter"]
    spheres.ScaleFactor = 1.0
    spheres.GlyphType.Radius = 0.5
    spheres.GlyphType.ThetaResolution = spheres.GlyphType.PhiResolution = 16
    display = pv.Show(spheres, view)
    pv.ColorBy(display, ("POINTS", "cell_type"))
    table = colour_cell_types()
    legend = pv.GetScalarBar(table, view)
    style_legend(legend, "Cells")
    legend.TextPosition = "Ticks left/bottom, annotations right/top"
    legend.WindowLocation = "Any Location"
    legend.Position = [0.02, 0.30]
    legend.ScalarBarLength = min(0.6, 0.045 * len(SCENE["cell_types"]))
    display.SetScalarBarVisibility(view, True)
    display.Ambient = 0.2
    display.Specular = 0.15

    # A factor
    if SCENE["factors"]:
        factor, unit, block = next(
            (f for f in SCENE["factors"] if f[0] == options.factor), SCENE["factors"][0]
        )
        blocks = list(dict.fromkeys(b for _, _, b in SCENE["factors"]))
        reader = pv.PVDReader(registrationName="factors.pvd", FileName=os.path.join(folder, "factors.pvd"))
        fields = side_by_side(
            [one_block(reader, name + "_" + block, len(names) * len(blocks)) for name in shown], offsets
        )
        smooth = pv.CellDatatoPointData(registrationName="Factors", Input=fields)
        for axis, visible in (("x", 0), ("z", 0), ("y", 1)):  # the one that shows comes last
            plane = pv.Slice(registrationName="Slice " + axis, Input=smooth, SliceType="Plane")
            plane.SliceType.Origin = centre
            plane.SliceType.Normal = [float(axis == a) for a in "xyz"]
            pv.HideInteractiveWidgets(proxy=plane.SliceType)
            slice_display = pv.Show(plane, view)
            slice_display.Opacity = 0.6
            pv.ColorBy(slice_display, ("POINTS", factor))
            slice_display.Visibility = visible
            slice_display.Ambient, slice_display.Diffuse = 1, 0  # the colours of the map, unlit
        table = pv.GetColorTransferFunction(factor)
        table.ApplyPreset("Viridis (matplotlib)", True)
        table.AutomaticRescaleRangeMode = "Grow and update every timestep"
        bar = pv.GetScalarBar(table, view)
        style_legend(bar, factor + " [" + unit + "]")
        bar.AutomaticLabelFormat = 0
        bar.LabelFormat = bar.RangeLabelFormat = "%.3g"
        bar.WindowLocation = "Any Location"
        bar.Position = [0.90, 0.30]
        bar.ScalarBarLength = 0.4
        slice_display.SetScalarBarVisibility(view, True)

    # Time
    scene = pv.GetAnimationScene()
    scene.UpdateAnimationUsingDataTimeSteps()
    times = list(cell_reader.TimestepValues)
    moment = times[-1] if options.time is None else min(times, key=lambda t: abs(t - options.time))
    scene.AnimationTime = moment
    pv.Render(view)
    if SCENE["factors"]:
        slice_display.RescaleTransferFunctionToDataRange()
    clock = pv.AnnotateTimeFilter(registrationName="Time", Input=cell_reader)
    clock.Format = "day {time:.2f}\n%s, seed %d" % (SCENE["scenario"], SCENE["seed"])
    caption = pv.Show(clock, view)  # in the upper left corner
    caption.Color = INK
    caption.FontSize = 18
    caption.Justification = "Left"

    # Camera: from the front, a little from above and the side
    direction = [0.4 if len(shown) == 1 else 0.1, -1.0, 0.45]
    length = math.sqrt(sum(d * d for d in direction))
    view.CameraFocalPoint = centre
    view.CameraViewUp = [0, 0, 1]
    view.CameraViewAngle = 24
    distance = 0.5 * max(extent[2], extent[0] / 0.8 * height / width) / math.tan(math.radians(12)) * 1.1
    view.CameraPosition = [c + distance * d / length for c, d in zip(centre, direction)]
    view.CenterOfRotation = centre
    pv.Render(view)
    if options.screenshot:
        pv.SaveScreenshot(os.path.abspath(options.screenshot), view, ImageResolution=[width, height])


main()
