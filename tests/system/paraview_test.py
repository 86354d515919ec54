"""Opens a run directory in ParaView and checks what a user would see.

pvbatch tests/system/paraview_test.py RUN_DIRECTORY PICTURE

PICTURE is what the run's paraview.py wrote with --screenshot. Called by tools/paraview-test. A made-up
run (write_synthetic_run) holds 1000 + v + time [min] in voxel v of the array CXCL10, which shows at each
cell whether ParaView looks it up in the voxel that holds it.
"""

import collections
import math
import os
import sys
import xml.etree.ElementTree

from paraview import simple as pv
from vtkmodules.vtkCommonDataModel import vtkDataSet
from vtkmodules.vtkIOImage import vtkPNGReader

failures = 0


def check(holds, what):
    global failures
    if not holds:
        failures += 1
        print("FAILED:", what)


def entries(index):
    """(timestep, name, file) of each file that an index names."""
    root = xml.etree.ElementTree.parse(index).getroot()
    return [(float(e.get("timestep")), e.get("name"), e.get("file")) for e in root.iter("DataSet")]


def open_index(folder, name):
    """The collection, its times held against the index and the files against the folder."""
    index = os.path.join(folder, name)
    listed = entries(index)
    reader = pv.PVDReader(FileName=index)
    times = list(reader.TimestepValues)
    check(len(times) > 1, name + " has more than one time step")
    check(times == sorted({time for time, _, _ in listed}), name + " has the times of its files")
    check(times[0] == 0, name + " starts at day 0")
    for time, _, file in listed:
        check(os.path.isfile(os.path.join(folder, file)), file + " stands")
    blocks = collections.Counter(time for time, _, _ in listed)
    check(len(set(blocks.values())) == 1, name + " has the same blocks at every time")
    return reader, times


def data_sets(reader, time):
    """The leaves of what a reader gives at a time, by their names."""
    reader.UpdatePipeline(time)
    data = pv.servermanager.Fetch(reader)
    if isinstance(data, vtkDataSet):
        return {"": data}
    found = {}
    for i in range(data.GetNumberOfBlocks()):
        block = data.GetBlock(i)
        leaf = block if isinstance(block, vtkDataSet) else block.GetBlock(0)
        found[data.GetMetaData(i).Get(data.NAME())] = leaf
    return found


def names_of(arrays):
    return [arrays.GetArrayName(i) for i in range(arrays.GetNumberOfArrays())]


def field_texts(data, name):
    array = data.GetFieldData().GetAbstractArray(name)
    return [array.GetValue(i) for i in range(array.GetNumberOfValues())] if array else []


def check_described(data, arrays, where):
    for array in names_of(arrays):
        check(array in field_texts(data, "array_name"), "%s: %s has a unit and a meaning" % (where, array))
    for name in ("program", "scenario", "seed"):
        check(len(field_texts(data, name)) == 1, "%s names its %s" % (where, name))


def check_time(data, time, where):
    value = data.GetFieldData().GetArray("TimeValue")
    check(value is not None and value.GetValue(0) == time, "%s holds its time" % where)


def check_images(images, where):
    for name, image in images.items():
        check(image.GetClassName() == "vtkImageData", "%s %s is an image" % (where, name))
        check(image.GetOrigin() == (0, 0, 0), "%s %s begins at the box's corner" % (where, name))
        check(image.GetPointData().GetNumberOfArrays() == 0, "%s %s holds its data in voxels" % (where, name))
        check(image.GetCellData().GetNumberOfArrays() > 0, "%s %s holds arrays" % (where, name))
        check_described(image, image.GetCellData(), "%s %s" % (where, name))
        for array in names_of(image.GetCellData()):
            lowest, highest = image.GetCellData().GetArray(array).GetRange(-1)
            check(math.isfinite(lowest) and math.isfinite(highest), "%s %s is finite" % (where, array))


def check_cells(cells, sites, where):
    """Cells lie in the sites' box; of one type, no two share a site, and those that stay are at centres."""
    points = cells.GetPointData()
    for array in ("cell_type", "id", "diameter"):
        check(points.HasArray(array) == 1, "%s has %s" % (where, array))
    check_described(cells, points, where)
    types = field_texts(cells, "cell_type_names")
    check(len(types) > 1, where + " names its cell types")
    check(cells.GetNumberOfPoints() > 0, where + " has cells")
    check(cells.GetNumberOfVerts() == cells.GetNumberOfPoints(), where + " shows every cell")
    spacing = sites.GetSpacing()[0]
    ids = set()
    taken = set()
    at_centre = collections.defaultdict(list)
    for i in range(cells.GetNumberOfPoints()):
        point = cells.GetPoint(i)
        kind = int(points.GetArray("cell_type").GetTuple1(i))
        site = voxel_of(sites, point)
        check(site is not None, "%s: cell %d lies in the box" % (where, i))
        check((kind, site) not in taken, "%s: cell %d has its site for itself" % (where, i))
        taken.add((kind, site))
        check(0 <= kind < len(types), "%s: cell %d has a type with a name" % (where, i))
        check(points.GetArray("diameter").GetTuple1(i) > 0, "%s: cell %d has a size" % (where, i))
        ids.add(points.GetArray("id").GetTuple1(i))
        at_centre[kind].append(all(abs(x / spacing % 1 - 0.5) < 1e-4 for x in point))
    check(len(ids) == cells.GetNumberOfPoints(), where + " has one id per cell")
    check(any(all(flags) for flags in at_centre.values()), where + " has cells at the centres of sites")


def voxel_of(image, point):
    """The voxel in which VTK sees a point; None if it is outside."""
    at = [0, 0, 0]
    if not image.ComputeStructuredCoordinates(point, at, [0.0, 0.0, 0.0]):
        return None
    return image.ComputeCellId(at)


def check_lookup(cells, image, time, where):
    """In a made-up run: what ParaView finds at each cell is the value of the voxel that holds it."""
    values = image.GetCellData().GetArray("CXCL10")
    for i in range(cells.GetNumberOfPoints()):
        x, y, z = (math.floor(c / 20) for c in cells.GetPoint(i))
        expected = 1000 + (z * 16 + y) * 16 + x + 1440 * time
        found = voxel_of(image, cells.GetPoint(i))
        check(found is not None and values.GetTuple1(found) == expected,
              "%s: cell %d looks up its voxel" % (where, i))


def check_picture(path):
    reader = vtkPNGReader()
    reader.SetFileName(path)
    reader.Update()
    image = reader.GetOutput()
    width, height, _ = image.GetDimensions()
    pixels = image.GetPointData().GetScalars()
    colours = collections.Counter(pixels.GetTuple(i) for i in range(0, pixels.GetNumberOfTuples(), 7))
    backdrop = (255.0, 255.0, 255.0)
    background = colours[backdrop] / sum(colours.values())
    check(width >= 800 and height >= 500, "the picture has its size")
    check(len(colours) > 500, "the picture has many colours (%d)" % len(colours))
    check(0.05 < background < 0.9, "the picture is not blank (background %.2f)" % background)
    middle = [pixels.GetTuple(y * width + x) != backdrop
              for x in range(width // 3, 2 * width // 3, 5) for y in range(height // 3, 2 * height // 3, 5)]
    check(sum(middle) > 0.5 * len(middle), "the picture shows an islet in its middle")


def main():
    folder, picture = sys.argv[1:3]
    cells, times = open_index(folder, "cells.pvd")
    factors, factor_times = open_index(folder, "factors.pvd")
    sites, site_times = open_index(folder, "sites.pvd")
    check(times == factor_times == site_times, "all indices have the same times")
    if os.path.basename(folder) == "nod_mouse":  # two days, every twelve hours
        check(times == [0, 0.5, 1, 1.5, 2], "the run has the frames it was asked for")
    for time in (times[0], times[-1]):
        where = "day %g" % time
        layers = data_sets(sites, time)
        check_images(layers, where)
        images = data_sets(factors, time)
        check_images(images, where)
        islets = data_sets(cells, time)
        for name, data in islets.items():
            check_time(data, time, where)
            check_cells(data, layers[name], where + " " + name)
            if field_texts(data, "scenario") == ["made_up"]:
                check_lookup(data, images[(name or "i0001") + "_spread"], time, where + " " + name)
        for data in images.values():
            check_time(data, time, where)
        check(any("CXCL12" in names_of(i.GetCellData()) for i in images.values()), where + " shows CXCL12")
    check_picture(picture)
    print("%s: %d time steps, days %g to %g: %s"
          % (folder, len(times), times[0], times[-1], "FAILED" if failures else "passed"))
    sys.exit(failures > 0)


main()
