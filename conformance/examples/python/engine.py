"""A second implementation: ALGEBRA.md, over the lines of PROTOCOL.md. (1.1) is a clause, c a command, k a dimension."""
import hashlib
import itertools
import json
import math
import sys

FEATURES = "batches deltas attenuation waysUp explanations flips notifications watchers snapshots illFormedStrings"
AXES, LAYERS = ("level", "instance", "option", "dimension"), ("value", "weight")
USING = dict(median=("median", 0.5), sum=("sum", 0), mean=("trimmedMean", 0), min=("quantile", 0), max=("quantile", 1))

class Refusal(Exception):
    """Bears what is answered (5.6)."""

def require(holds: bool, code: str, coordinate: dict, expected: str) -> None:
    if not holds:
        raise Refusal({"refused": code, "coordinate": coordinate, "expected": expected})

def coordinate_of(names: dict) -> dict:
    """The axes among what a command names."""
    return {axis: names[axis] for axis in AXES if axis in names}

def check_names(coordinate: dict) -> None:
    """Well-formed, at most 1,024 UTF-16 units; a level and a dimension are not empty (1.1, 1.4, 1.5)."""
    for axis, name in coordinate.items():
        units = name.encode("utf-16-le", "ignore")
        valid = len(units) <= 2048 and units.decode("utf-16-le") == name and (name or axis in ("instance", "option"))
        require(valid, "invalid-name", coordinate, "well-formed names of at most 1,024 UTF-16 units")

def limit_of(c: dict) -> int | None:
    require(c.get("limit", 0) >= 0 and c.get("limit", 0) % 1 == 0, "invalid-argument", {}, "a whole number from 0")
    return int(c["limit"]) if "limit" in c else None

def add(numbers: list[float]) -> float:
    """Left to right from 0, each sum rounded to binary64 (4.3); sum() would compensate."""
    return list(itertools.accumulate(numbers, initial=0.0))[-1]

def standing(row: dict, factors: dict, k: str = "", x: float = 0.0) -> tuple:
    """Orders the queue: low scores first, NaN last, equals by name (4.4). With factors, as if they multiplied x."""
    factor = factors.get(row["option"])
    score = row["score"] if factor is None else add(
        factor * x if term["dimension"] == k else term["product"] for term in row["terms"])
    return (1, 0.0, row["option"]) if math.isnan(score) else (0, score, row["option"])

def counts(folded: dict, layer: str, option: str, k: str) -> tuple:
    """V (3.4) or W (3.5), and where it stands: the option's own, or else that of the shared slot."""
    return folded.get((option, k, layer)) or folded.get(("", k, layer)) or (None if layer == "value" else 0.0, None)

class Writer:
    def __init__(self, floor: int = 0, pin: str | None = None, lineage: tuple = ()):
        """The power to write at the floor and finer or, pinned, in one instance of it alone (5.1, 5.2)."""
        self.floor, self.pin, self.lineage, self.revoked = floor, pin, (self, *lineage), False

class Tensor:
    """Cells are (place of the level, level, instance, option, dimension, layer) → content; so their keys sort as a path
    goes. They are never changed but replaced: a batch or a snapshot just keeps the old ones."""

    def __init__(self, levels: list[str]):
        require(1 <= len(levels) == len(set(levels)) <= 32, "invalid-levels", {}, "1 to 32 distinct names")
        for level in levels:
            check_names({"level": level})
        self.levels, self.cells, self.revision, self.notes = levels, {}, 0, {}
        self.restore()

    def restore(self) -> None:
        """As from a snapshot: the same cells and revision, but only writer 0, and nobody watches or is told (8.3)."""
        self.writers, self.watchers, self.subscribed = {0: Writer()}, {}, False

    def place(self, level: str) -> int:
        require(level in self.levels, "unknown-level", {"level": level}, "a level of the tensor")
        return self.levels.index(level)

    def listed(self, c: dict) -> list[dict]:
        """The cells that a cursor reads, coarse to fine (3.1, 3.2), or else all; both layers in one."""
        check_names(coordinate_of(c))
        for level, instance in c.get("cursor", {}).items():
            self.place(level)
            check_names({"level": level, "instance": instance})
        keys = sorted(key for key in self.cells if "cursor" not in c or key[2] in ("", c["cursor"].get(key[1])))
        return [dict(zip(AXES, at[1:])) | {key[5]: self.cells[key] for key in group}
                for at, group in itertools.groupby(keys, lambda key: key[:5])]

    def fold(self, c: dict) -> dict[tuple, tuple]:
        """(option, dimension, layer) → (content, coordinate) of the last cell on the path that has it set (3.3)."""
        return {(cell["option"], cell["dimension"], layer): (cell[layer], coordinate_of(cell))
                for cell in self.listed(c) for layer in LAYERS if layer in cell}

    def rows(self, c: dict) -> tuple[list[dict], list[dict]]:
        """The queue, the best first, with its terms; and the gated, by name, with their gates (4.1 to 4.5, 7.1)."""
        folded, queue, gated = self.fold(c), [], []
        values = sorted((option, k) for option, k, layer in folded if layer == "value")
        own = {option: {k for _, k in group} for option, group in itertools.groupby(values, lambda value: value[0])}
        shared = own.pop("", set())
        for option in sorted(own.keys() & c.get("among", own)):
            found = [(k, *(counts(folded, layer, option, k) for layer in LAYERS)) for k in sorted(own[option] | shared)]
            terms = [{"dimension": k, "value": v, "weight": w, "product": v * w + 0.0,  # never −0 (7.2)
                      "valueFrom": v_from, "weightFrom": w_from} for k, (v, v_from), (w, w_from) in found]
            gates = [{"dimension": t["dimension"], "from": t["valueFrom"]} for t in terms if t["value"] == math.inf]
            if gates:
                gated.append({"option": option, "gates": gates})
            else:
                queue.append({"option": option, "score": add(t["product"] for t in terms), "terms": terms})
        return sorted(queue, key=lambda row: standing(row, {})), gated

    def explain(self, c: dict) -> dict:
        """Each term and each gate with its cell, and what would flip the winner (section 7)."""
        (queue, gated), cursor, limit = self.rows(c), c["cursor"], limit_of(c)
        finest = {"level": self.levels[-1], "instance": cursor.get(self.levels[-1], "")}  # nothing hides what is there
        return {"cursor": {level: instance for level, instance in cursor.items() if instance},
                "fingerprint": hashlib.sha256(json.dumps(self.listed(c)).encode()).hexdigest(),
                "queue": [{**row, "place": place} for place, row in enumerate(queue, 1)][:limit], "gated": gated,
                "flips": flips(queue, queue[1:limit], finest)}

    def check(self, writer: Writer, c: dict) -> int:
        """May one write there? In the protocol's order; answers the place of the level."""
        coordinate, place = coordinate_of(c), self.place(c["level"])
        require(place >= writer.floor, "write-up", coordinate, "the writer's floor, or finer")
        require(writer.pin is None or place == writer.floor, "foreign-level", coordinate, "the level of the pin")
        require(writer.pin in (None, c.get("instance", writer.pin)), "foreign-instance", coordinate, "that of the pin")
        check_names(coordinate)
        return place

    def apply(self, writer: Writer, delta: list[dict]) -> None:
        """Every write is a delta, all of it or nothing (5.5, 8.2); without content it unsets (2.5)."""
        cells = dict(self.cells)
        for change in delta:
            layer, coordinate, content = change["layer"], coordinate_of(change), float(change.get("content", 0))
            require(layer in LAYERS, "invalid-delta", coordinate, "value or weight")
            key = (self.check(writer, change), *coordinate.values(), layer)
            valid = math.isfinite(content) or (layer, content) == ("value", math.inf)  # (2.2, 2.3)
            require(valid, f"invalid-{layer}", coordinate, "a finite number, or a value of +∞")
            cells[key] = content + 0.0 if "content" in change else None  # −0 becomes +0 (2.4)
        self.cells = {key: content for key, content in cells.items() if content is not None}

    def clear(self, writer: Writer, c: dict) -> None:
        at = (self.check(writer, c), c["level"], c["instance"])
        self.cells = {key: content for key, content in self.cells.items() if key[:3] != at}

    def reports(self, source: str, c: dict) -> list[tuple]:
        """(option, dimension, value) that named instances report of named options (6, 6.5), or just the votes (6.4)."""
        self.place(source)
        check_names(coordinate_of(c))
        return sorted((option, k, value) for (_, level, instance, option, k, layer), value in self.cells.items()
                      if level == source and layer == "value" and instance and instance in c.get("among", [instance])
                      and option and option == c.get("option", option) and k == c.get("dimension", k)
                      and value < math.inf and (c["do"] != "corroborate" or (value > 0 and instance != option)))

    def way_up(self, writer: Writer, c: dict) -> list[float]:
        """Writes what the reports of one level come to into a coarser one, as one delta (section 6)."""
        above = {"level": c["to"], "instance": c.get("into", "")}
        require(self.check(writer, c | above) < self.place(c["from"]), "not-coarser", above, "coarser than `from`")
        outcome(c, [0.0])  # refused even where nobody reports
        groups = itertools.groupby(self.reports(c["from"], c), lambda report: report[:2])
        found = {at: content for at, group in groups if (content := outcome(c, [v for *_, v in group])) is not None}
        self.apply(writer, [{"layer": "value", **above, "option": option, "dimension": k, "content": content}
                            for (option, k), content in found.items()])
        return [content + 0.0 for content in found.values()]

    def perform(self, c: dict) -> object:
        """What a command answers, be it a refusal. Revoked is who was, or was attenuated from one who was (5.3)."""
        writer = self.writers.get(c["writer"]) if "writer" in c else Writer()
        alive = not writer or c["do"] == "revoke" or not any(each.revoked for each in writer.lineage)
        try:
            require(alive, "revoked", coordinate_of(c), "a writer that was not revoked")
            return COMMANDS[c["do"]](self, writer, c) if writer else {"skipped": True}
        except Refusal as refusal:
            return {"answers": [], "ended": refusal.args[0]} if c["do"] == "batch" else refusal.args[0]

    def batch(self, c: dict) -> dict:
        """All or nothing, and within a batch a savepoint (5.5)."""
        before, answers, ended = self.cells, [], c["ends"]
        for inner in c["commands"]:
            answers.append(self.perform(inner))
            if c["refusals"] == "end it" and isinstance(answers[-1], dict) and "refused" in answers[-1]:
                ended = answers.pop()
                break
        self.cells = self.cells if ended == "well" else before
        return {"answers": answers, "ended": ended}

    def answer(self, c: dict) -> object:
        """What changes anything is one revision, of which all are told once (5.5, 8.4)."""
        before, answer = self.cells, self.perform(c)
        delta = [dict(zip((*AXES, "layer"), key[1:])) | ({"content": self.cells[key]} if key in self.cells else {})
                 for key in before | self.cells if before.get(key) != self.cells.get(key)]
        if delta:
            self.revision += 1
            if self.subscribed:
                self.notes.setdefault("told", []).append({"revision": self.revision, "delta": delta})
            for watcher in self.watchers.values():
                queue = [row["option"] for row in self.rows(watcher)[0]]
                if queue != watcher["queue"]:
                    watcher["queue"] = queue
                    self.notes.setdefault("heard", []).append({"watcher": watcher["as"], "queue": queue})
        return answer

def composed(deltas: list[list[dict]]) -> list[dict]:
    """One delta that does what these do in turn: the last word on each layer of a cell (8.1)."""
    for change in itertools.chain(*deltas):
        require(change["layer"] in LAYERS, "invalid-delta", coordinate_of(change), "value or weight")
    return list({(c["layer"], *coordinate_of(c).values()): c for c in itertools.chain(*deltas)}.values())

def outcome(c: dict, reports: list[float]) -> float | None:
    """What ascending reports come to (6.1); or whether there are enough of them (6.4)."""
    using, quorum, asked = c.get("using", "median"), c.get("quorum", 2), coordinate_of(c)
    require(quorum >= 1 and quorum % 1 == 0, "invalid-argument", asked, "a whole quorum from 1")
    if c["do"] == "corroborate":
        return 1.0 if len(reports) >= quorum else None
    name, share = USING.get(using, ("", 0)) if isinstance(using, str) else [*using.items(), ("", 0)][0]
    most = {"quantile": 1, "trimmedMean": math.nextafter(0.5, 0)}.get(name, -1)
    require(name if isinstance(using, str) else 0 <= share <= most, "invalid-argument", asked, "an aggregate of 6.1")
    position, drop = (len(reports) - 1) * share, math.floor(len(reports) * share)
    low, high, part = reports[math.floor(position)], reports[math.ceil(position)], position % 1
    if name == "median":
        return (low + high) / 2 if math.isfinite(low + high) else low / 2 + high / 2
    if name == "quantile":
        return low + (high - low) * part if math.isfinite(high - low) else low * (1 - part) + high * part
    total = add(reports[drop:len(reports) - drop]) / (1 if name == "sum" else len(reports) - 2 * drop)
    return total if math.isfinite(total) else math.nan  # which is refused

def flips(queue: list[dict], runners_up: list[dict], finest: dict) -> list[dict]:
    """For each runner-up the least change of a number of its own, or of a shared weight, that puts it first (7.3)."""
    numbers, least = {}, []  # (option, dimension, layer) → what it is, and option → what it is multiplied by
    for row, (layer, other) in itertools.product(queue, (LAYERS, LAYERS[::-1])):
        for term in row["terms"]:
            slot = (term[layer + "From"] or {"option": ""})["option"]
            numbers.setdefault((slot, term["dimension"], layer), (term[layer], {}))[1][row["option"]] = term[other]
    for row in runners_up:
        found = [{"option": row["option"], "replaces": replaces, "change":
                  {**finest, "option": slot, "dimension": k, "layer": layer, "content": content}}
                 for (slot, k, layer), (replaces, factors) in numbers.items()
                 if slot == row["option"] or (slot, layer) == ("", "weight")
                 for content in nearest(row, [queue[0], row] if slot else queue, factors, k, replaces)]
        least += sorted(found, key=lambda flip: abs(flip["change"]["content"] - flip["replaces"]))[:1]
    return least

def nearest(row: dict, queue: list[dict], factors: dict, k: str, replaces: float) -> list[float]:
    """The number nearest to the replaced one that puts a row first in a queue, if one is found."""
    low, high = -math.inf, math.inf  # the changes of the number with which it is first, in real arithmetic
    for rival in queue:
        gap, slope = rival["score"] - row["score"], factors.get(row["option"], 0) - factors.get(rival["option"], 0)
        low = max(low, gap / slope) if slope < 0 else low
        high = min(high, gap / slope) if slope > 0 else high
        if low > high or (slope == 0 and (gap, rival["option"]) < (0, row["option"])):
            return []
    start, end, sign = (low, high, 1) if low >= 0 else (high, low, -1)
    edge, inside = replaces + start, (start + end) / 2 if math.isfinite(start + end) else 2 * start + sign
    tries = [replaces, replaces + inside, *(edge + sign * n * math.ulp(edge) for n in (-1, 0, 1, 8, 64))]

    def first(x: float) -> bool:  # as binary64 arithmetic has it
        return math.isfinite(x) and min(queue, key=lambda each: standing(each, factors, k, x)) is row

    for near, hit in itertools.pairwise(sorted(tries, reverse=sign < 0)):
        if first(hit):
            while (half := near / 2 + hit / 2) not in (near, hit):
                near, hit = (near, half) if first(half) else (half, hit)
            return [hit]
    return []

COMMANDS = {name: does for names, does in {  # what each does to a tensor, by a writer
    "writer attenuate": lambda t, w, c: t.writers.update(
        {c["as"]: Writer(t.check(w, c), c.get("instance", w.pin), w.lineage)}),  # without an instance it keeps the pin
    "revoke": lambda t, w, c: setattr(w, "revoked", True),
    "set unset": lambda t, w, c: t.apply(w, [c]),
    "clear": lambda t, w, c: t.clear(w, c),
    "apply": lambda t, w, c: t.apply(w, c["delta"]),
    "batch": lambda t, w, c: t.batch(c),
    "rank": lambda t, w, c: [{"option": row["option"], "score": row["score"]} for row in t.rows(c)[0]][:limit_of(c)],
    "value weight": lambda t, w, c: {c["do"]: counts(t.fold(c), c["do"], c["option"], c["dimension"])[0]},
    "cells": lambda t, w, c: t.listed(c),
    "revision": lambda t, w, c: t.revision,
    "reduce": lambda t, w, c: {"reduced": (t.way_up(w, c) or [None])[0]},
    "rollUp corroborate": lambda t, w, c: len(t.way_up(w, c)),
    "support": lambda t, w, c: len(t.reports(c["level"], c)),
    "explain": lambda t, w, c: t.explain(c),
    "compose": lambda t, w, c: composed(c["deltas"]),
    "restore": lambda t, w, c: t.restore(),
    "subscribe": lambda t, w, c: setattr(t, "subscribed", True),
    "watch": lambda t, w, c: t.watchers.update({c["as"]: {**c, "queue": [row["option"] for row in t.rows(c)[0]]}}),
    "unwatch": lambda t, w, c: t.watchers.pop(c["watcher"], None) and None,
    "told heard": lambda t, w, c: t.notes.pop(c["do"], []),
}.items() for name in names.split()}

def answer_to(line: bytes) -> dict:
    request = {}
    try:
        request = dict(json.loads(line))
        if "hello" in request:
            return {"protocol": 1, "name": "python", "supports": FEATURES.split()}
        return {"id": request["id"], "answers": list(map(Tensor(request["levels"]).answer, request["commands"]))}
    except Refusal as refusal:
        return {"id": request["id"], **refusal.args[0]}
    except Exception as error:  # not foreseen
        return {"id": request.get("id"), "error": repr(error)}

if __name__ == "__main__":
    for request_line in sys.stdin.buffer:
        text = json.dumps(answer_to(request_line))  # in which words take the place of what JSON does not hold
        print(json.dumps(json.loads(text, parse_constant=lambda word: str(float(word)))), flush=True)
