"""Routes: the solver on published instances, and the leak window in Gansu.

    python -m benchmarks.routes [seconds for each instance]

The published instances show that the solver reaches here what it is known to reach.
The leak windows are of 36 homes drawn from the pack in seven prefectures for four
teams, ten times; beside them stand the shares that a deal without routes gives.
"""

import itertools
import random
import sys
from pathlib import Path
from statistics import fmean
from time import perf_counter

from python_calamine import CalamineWorkbook
from pyvrp import Model
from pyvrp.stop import MaxRuntime

from benchmarks.tour import leak, tour
from wardline.ground.methods.routes import Roads, Round, Stop

HERE = Path(__file__).parent
HOMES = HERE.parent / "packs/gansu-2020/institutions.xlsx"
SIZES = [6, 6, 6, 6, 4, 4, 4]
# gaps in percent at 20 s, measured on one thread: PyVRP 0.14.1, OR-Tools 9.15
KNOWN = {
    "X-n101-k25": (0.00, 5.68),
    "X-n200-k36": (2.01, 3.57),
    "X-n502-k39": (0.27, 1.49),
}


def instance(name):
    """Read an instance of CVRPLIB: capacity, coordinates, demands."""
    capacity, part, found = 0, "", {"NODE_COORD_SECTION": [], "DEMAND_SECTION": []}
    for line in (HERE / f"instances/{name}.vrp").read_text().splitlines():
        words = line.replace(":", " ").split()
        if words and words[0] == "CAPACITY":
            capacity = int(words[1])
        elif words and words[0] in {*found, "DEPOT_SECTION"}:
            part = words[0]
        elif part in found and len(words) > 1:
            found[part].append([int(float(word)) for word in words[1:]])
    return capacity, found["NODE_COORD_SECTION"], found["DEMAND_SECTION"]


def best_known(name):
    last = (HERE / f"instances/{name}.sol").read_text().split()[-1]
    return float(last)


def gap(name, seconds):
    """Return by how many percent the best route is longer than the best known."""
    capacity, places, demands = instance(name)
    model = Model()
    spots = [model.add_location(x, y) for x, y in places]
    depot = model.add_depot(spots[0])
    for spot, (demand,) in zip(spots[1:], demands[1:], strict=True):
        model.add_client(spot, delivery=demand)
    model.add_vehicle_type(
        len(places), capacity=capacity, start_depot=depot, end_depot=depot
    )
    for i, (x, y) in enumerate(places):
        for j, (u, v) in enumerate(places):
            if i != j:
                far = round(((x - u) ** 2 + (y - v) ** 2) ** 0.5)
                model.add_edge(spots[i], spots[j], far, far)
    found = model.solve(MaxRuntime(seconds), seed=1, display=False)
    return 100 * (found.cost() / best_known(name) - 1)


def prefectures():
    """Return the homes of the pack by prefecture, where at least six stand."""
    rows = CalamineWorkbook.from_path(str(HOMES)).get_sheet_by_index(1).to_python()
    found = {}
    for row in rows[2:]:
        found.setdefault(row[0][:4], []).append(Stop(row[0], row[8], row[9]))
    return {code: homes for code, homes in found.items() if len(homes) >= max(SIZES)}


def dealt(homes, teams=2):
    """Return the leak window of homes dealt out and driven as they were drawn."""
    roads = Roads()
    shares = [homes[n::teams] for n in range(teams)]
    return leak(
        [
            Round(
                tuple(home.code for home in share),
                tuple(roads.leg(a, b) for a, b in itertools.pairwise(share)),
            )
            for share in shares
        ]
    )


def gansu(times=10):
    """Print leak windows, days and kilometres of plans of seven prefectures."""
    homes, leaks, without, days, seconds, km = prefectures(), [], [], [], [], []
    for seed in range(times):
        chance = random.Random(seed)
        areas = [
            (code, chance.sample(homes[code], size))
            for code, size in zip(chance.sample(sorted(homes), 7), SIZES, strict=True)
        ]
        begun = perf_counter()
        made = tour(areas, 4)
        seconds.append(perf_counter() - begun)
        leaks += made.leaks.values()
        without += [dealt(those) for _code, those in areas]
        days.append(len(made.days))
        km.append(made.km)
    say("leak window, routed", leaks)
    say("leak window, dealt as drawn", without)
    print(
        f"days at most {max(days)}, mean {fmean(days):.1f}; km inside {fmean(km):.0f}"
    )
    print(f"a plan takes {fmean(seconds):.2f} s, at most {max(seconds):.2f} s")


def say(name, minutes):
    print(f"{name}: mean {fmean(minutes) / 60:.2f} h, max {max(minutes) / 60:.2f} h")


def main():
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 20
    gansu()
    for name, (known, other) in KNOWN.items():
        print(
            f"{name}: gap {gap(name, seconds):.2f} % after {seconds:.0f} s "
            f"(known: PyVRP {known} %, OR-Tools {other} % after 20 s)"
        )


if __name__ == "__main__":
    main()
