#!/usr/bin/env python3
"""Draw a published inspection again, with nothing but Python (3.9 or later).

    python3 verify_draw.py campaign.json        0: the same homes, 1: something is wrong

The file is the one from the page of the draw. It prints `outline_hash` and the `ends`
of the chains: compare them to what you wrote down before the first departure. That they
were published first is what no file can prove. What each code means stands on the page.

It has three parts: how text becomes a hash and a hash a choice; how a wave is drawn by
them; what a file claims, compared with that. Read the last part first.
"""

import hashlib
import hmac
import json
import sys
import unicodedata
from itertools import count, islice

WHOLE = 1_000_000  # a chance of WHOLE is certainty
COMBS = 64  # so often reserves are looked for
FEWEST = 2  # custodians whose shares open a wave, where there are that many
REASONS = {"closed", "moved", "sealed_off", "unreachable", "disaster", "recused"}

# 1. Text to hash, hash to choice


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(value):
    """RFC 8785 for whole numbers, NFC text and names in ASCII; nothing else is read."""
    if isinstance(value, dict):
        pairs = (
            f"{canonical(name)}:{canonical(value[name])}" for name in sorted(value)
        )
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, str):
        return json.dumps(unicodedata.normalize("NFC", value), ensure_ascii=False)
    if type(value) is not int or abs(value) >= 2**53:
        raise ValueError(value)
    return str(value)


def mark(value):
    return sha(canonical(value))


def keyed(key, text):
    """Whoever lacks the key cannot tell these bytes from dice."""
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def wave_key(fingerprint, wave, shares):
    """The key of all that a wave draws: unknown until the last share is given."""
    text = "|".join(["wave", str(wave), *sorted(shares.values())])
    return keyed(bytes.fromhex(fingerprint), text)


def in_order(key, label, ids):
    """Shuffle: every order is as likely."""
    return sorted(ids, key=lambda id: (keyed(key, f"{label}|{id}"), id))


def below_whole(key, label):
    """A number from 0 to WHOLE - 1, each as likely: what does not divide is refused."""
    every = (int.from_bytes(keyed(key, f"{label}|{n}")[:8], "big") for n in count())
    return next(number for number in every if number < 2**64 - 2**64 % WHOLE) % WHOLE


# 2. How a wave is drawn


def comb(laid_out, tooth):
    """Lay the chances end to end; a tooth every WHOLE takes the home that it hits."""
    drawn, end = [], 0
    for id, chance in laid_out:
        end += chance
        if tooth < end:
            drawn.append(id)
            tooth += WHOLE
    return drawn


def draw(frame, key):
    """The homes of one stratum, each by its own chance, and their reserves."""
    chances, spare = dict(frame["inclusions"]), []
    laid_out = [(id, chances[id]) for id in in_order(key, "order", chances)]
    drawn = comb(laid_out, below_whole(key, "start"))
    for n in range(2, 2 + COMBS):
        if len(spare) < frame["reserves"]:
            more = comb(laid_out, below_whole(key, f"start{n}"))
            spare += [id for id in more if id not in drawn + spare]
    return drawn, spare[: frame["reserves"]]


def enter(outline, key, wave, before):
    """Which areas a wave enters, with how many homes; none: it stays at home."""
    waves, seen, found = list(outline["waves"]), list(before), []
    many, entered = sum(map(len, waves)), 0
    while entered < len(before):
        entered += len(waves.pop(0))
    if not waves or not 1 <= wave <= outline["days"]:
        raise ValueError(wave)
    spare = outline["days"] - wave >= len(waves)
    if spare and below_whole(key, "go") >= outline["go"]:
        return []
    for slot, size in enumerate(waves[0]):
        fixed = set(outline["fixed"]) - set(seen)
        free = [f"free {n}" for n in range(many - len(seen) - len(fixed))]
        area = in_order(key, f"ticket {slot}", [*fixed, *free])[0]
        if area not in fixed:
            fits = {name for name, homes, _hash in outline["frames"] if homes == size}
            area = in_order(key, f"area {slot}", fits - fixed - set(seen))[0]
        seen.append(area)
        found.append([area, size])
    return found


def deal(outline, key, drawn):
    """Which team goes to which home, and which inspectors go with it."""

    def may(who, *homes):
        kept = [at for name, at in outline["recusals"] if name == who]
        return not any(home.startswith(at) for home in homes for at in kept)

    leaders, visits, crews = dict(outline["teams"]), [], []
    order = in_order(key, "team", leaders)
    for n, homes in enumerate(drawn):
        mine = order[n :: len(drawn)] or [order[n % len(order)]]
        for turn, home in enumerate(homes):
            asked = [mine[(turn + k) % len(mine)] for k in range(len(mine))]
            asked += [team for team in order if team not in mine]
            free = [team for team in asked if may(leaders[team], home)]
            visits.append([(free or asked)[0], home])
    taken = set(leaders.values())
    for team in in_order(key, "team", {team for team, _home in visits}):
        homes = [home for each, home in visits if each == team]
        free = {who for who in outline["inspectors"] if may(who, *homes)} - taken
        crews.append([team, in_order(key, f"crew {team}", free)[: outline["crew"]]])
        taken.update(crews[-1][1])
    return visits, crews if outline["crew"] else []


# 3. What a file claims


def leads(name, share, wave, end):
    """Hashed once for each wave, a share must come to the end published before."""
    for _ in range(wave):
        share = sha(f"wardline|chain|{name}|{share}")
    return share == end


def check_wave(published, number, before, commitment):
    """Yield (code, holds) for all that a wave claims."""
    outline, wave, shares = (published[n] for n in ("outline", "wave", "shares"))
    withheld, ends, draws = (published[n] for n in ("withheld", "ends", "draws"))
    custodians, stand_ins = outline["custodians"], outline["stand_ins"]
    fingerprint = mark(outline)
    same = published["outline_hash"] == fingerprint == commitment["outline_hash"]
    yield "waves.outline", same
    yield "draw.wave", wave == number
    yield "waves.areas", published["before"] == before
    seats = [name for name in custodians if name not in withheld]
    spare = [name for name in stand_ins if name not in withheld]
    seats += spare[: len(custodians) - len(seats)]
    named = withheld == sorted({*withheld} & {*custodians, *stand_ins})
    yield "draw.custodians", sorted(shares) == sorted(seats) and named
    yield "draw.too_few_shares", len(seats) >= min(FEWEST, len(custodians)) > 0
    known = {name: commitment["ends"].get(name) for name in shares}
    yield "draw.ends", ends == known
    yield "draw.share", all(leads(n, shares[n], wave, ends.get(n)) for n in shares)
    key = wave_key(fingerprint, wave, shares)
    areas = enter(outline, key, wave, before)
    yield "waves.areas", published["areas"] == areas
    # the frames are those of the outline, slot by slot, and hold each home once
    strata = [[h for *at, h in outline["frames"] if at == slot] for slot in areas]
    hashes, rest = [mark(each["frame"]) for each in draws], iter(draws)
    slots = [list(islice(rest, len(each))) for each in strata]
    sizes = [sum(each["frame"]["size"] for each in slot) for slot in slots]
    same = hashes == [h for each in strata for h in each]
    yield "waves.frames", same and sizes == [size for _area, size in areas]
    homes = [home for each in draws for home, _chance in each["frame"]["inclusions"]]
    yield "draw.inclusions", len(homes) == len(set(homes))
    for each, hash in zip(draws, hashes):
        frame = each["frame"]
        chances = [chance for _id, chance in frame["inclusions"]]
        whole = sum(chances) == frame["size"] * WHOLE and frame["whole"] == WHOLE
        yield "draw.inclusions", whole and all(0 < k <= WHOLE for k in chances)
        drawn, spare = draw(frame, wave_key(hash, wave, shares))
        yield "draw.drawn", each["drawn"] == drawn
        yield "draw.reserves", each["reserves"] == spare
    drawn = [[home for each in slot for home in each["drawn"]] for slot in slots]
    visits, crews = deal(outline, key, drawn)
    yield "waves.visits", published["visits"] == visits
    yield "waves.crews", published["crews"] == crews


def check_substitutions(plain):
    """Yield whether each reserve was the next, for a reason, and where it belongs."""
    done, last = {}, ()
    for number, home, reserve, reason in plain["substitutions"]:
        if not 1 <= number <= len(plain["waves"]):
            yield number, "waves.substitution", False
            return
        wave, known = plain["waves"][number - 1], done.setdefault(number, {})
        to_visit = {h for _team, h in wave["visits"]} | {*known.values()}
        frames = [each["drawn"] + each["reserves"] for each in wave["draws"]]
        at = [home in homes for homes in frames].index(True)
        left = [r for r in wave["draws"][at]["reserves"] if r not in known.values()]
        fits = home in to_visit - {*known} and reserve == (left or [""])[0]
        # by frame, then as its reserves were used; with none left, by home
        spot = (number, at, -len(left), home)
        yield number, "waves.substitution", fits and reason in REASONS and spot > last
        known[home], last = reserve, spot


def verify(plain):
    """Return [wave, code] of what is wrong; nothing: the draw checks out."""
    try:
        found, before, people = set(), [], set()
        for number, wave in enumerate(plain["waves"], start=1):
            checks = check_wave(wave, number, before, plain["commitment"])
            found |= {(number, code) for code, holds in checks if not holds}
            before = before + [area for area, _size in wave["areas"]]
            people |= {*wave["outline"]["custodians"], *wave["outline"]["stand_ins"]}
        if set(plain["commitment"]["ends"]) - people:
            found.add((0, "draw.ends"))
        found |= {(n, code) for n, code, fits in check_substitutions(plain) if not fits}
        return [list(fault) for fault in sorted(found)]
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return [[0, "draw.unreadable"]]


def main(path):
    with open(path, encoding="utf-8") as file:
        given = json.load(file)
    faults = verify(given)
    if [0, "draw.unreadable"] not in faults:
        print("outline_hash:", given["commitment"]["outline_hash"])
        for name, end in sorted(given["commitment"]["ends"].items()):
            print(f"end of {name}: {end}")
    for wave, code in faults:
        print(f"wave {wave}: {code}")
    print("WRONG 抽取结果有误" if faults else "THE SAME HOMES 抽取结果一致")
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("python3 verify_draw.py campaign.json")
    try:
        sys.exit(main(sys.argv[1]))
    except (OSError, ValueError) as error:
        sys.exit(f"CANNOT BE READ 无法读取: {error}")
