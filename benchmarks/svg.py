"""A chart in a rectangle of an SVG picture: axes, curves, labels. Needs the standard library only."""

import math
from xml.sax.saxutils import escape

FONT = "Helvetica, Arial, 'DejaVu Sans', sans-serif"
INK, GRID, FAINT = "#222222", "#e3e3e3", "#666666"


class Linear:
    """Maps numbers from low to high to pixels from start to end."""

    def __init__(self, low, high, start, end):
        self.low, self.high, self.start, self.end = low, high, start, end

    def at(self, value):
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self):
        rough = (self.high - self.low) / 4
        power = 10 ** math.floor(math.log10(rough))
        step = min((s * power for s in (1, 2, 5, 10)), key=lambda s: abs(math.log(s / rough)))
        return [step * i for i in range(math.ceil(self.low / step), math.floor(self.high / step + 1e-9) + 1)]


class Logarithmic(Linear):
    """The same with logarithms; ticks are powers of the base, and 2 and 5 times those of 10 if few."""

    def __init__(self, low, high, start, end, base=10):
        super().__init__(math.log(low), math.log(high), start, end)
        self.base = base

    def at(self, value):
        return super().at(math.log(value))

    def ticks(self):
        first, last = self.low / math.log(self.base), self.high / math.log(self.base)
        powers = list(range(math.ceil(first - 1e-9), math.floor(last + 1e-9) + 1))
        if self.base == 10 and len(powers) < 4:
            return [n * 10 ** power for power in range(math.floor(first), powers[-1] + 1) for n in (1, 2, 5)
                    if first <= math.log10(n) + power <= last]
        return [self.base ** power for power in powers[::1 + (len(powers) - 1) // 7]]


class Picture:
    """Shapes on a light background, in the order in which they are drawn."""

    def __init__(self, width, height, title):
        self.parts = [
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" font-family="%s">'
            % (width, height, width, height, FONT),
            "<title>%s</title>" % escape(title),
            '<rect width="%d" height="%d" fill="#ffffff"/>' % (width, height)]

    def text(self, x, y, words, size=12, anchor="start", fill=INK, weight="normal", turned=False):
        turn = ' transform="rotate(-90 %.1f %.1f)"' % (x, y) if turned else ""
        self.parts.append('<text x="%.1f" y="%.1f" font-size="%d" text-anchor="%s" fill="%s" font-weight="%s"%s>%s</text>'
                          % (x, y, size, anchor, fill, weight, turn, escape(words)))

    def line(self, x1, y1, x2, y2, stroke=INK, width=1.0):
        self.parts.append('<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="%s" stroke-width="%.1f"/>'
                          % (x1, y1, x2, y2, stroke, width))

    def curve(self, points, stroke, width=2.0, dashes="", dots=False):
        path = " ".join("%.1f,%.1f" % point for point in points)
        style = ' stroke-dasharray="%s"' % dashes if dashes else ""
        self.parts.append('<polyline points="%s" fill="none" stroke="%s" stroke-width="%.1f" stroke-linejoin="round"%s/>'
                          % (path, stroke, width, style))
        for x, y in points if dots else []:
            self.parts.append('<circle cx="%.1f" cy="%.1f" r="3" fill="%s"/>' % (x, y, stroke))

    def axes(self, x, y, label_x, label_y, unit=str):
        """Grid, ticks and labels of a panel; unit formats the ticks of y."""
        for value in x.ticks():
            self.line(x.at(value), y.start, x.at(value), y.end, GRID)
            if label_x is not None:
                self.text(x.at(value), y.start + 16, short(value), 11, "middle", FAINT)
        for value in y.ticks():
            self.line(x.start, y.at(value), x.end, y.at(value), GRID)
            self.text(x.start - 6, y.at(value) + 4, unit(value), 11, "end", FAINT)
        self.line(x.start, y.start, x.end, y.start)
        self.line(x.start, y.start, x.start, y.end)
        if label_x:
            self.text((x.start + x.end) / 2, y.start + 34, label_x, 12, "middle")
        if label_y:
            self.text(x.start - 48, (y.start + y.end) / 2, label_y, 12, "middle", turned=True)

    def write(self, path):
        with open(path, "w", encoding="utf-8") as out:
            out.write("\n".join([*self.parts, "</svg>", ""]))


def short(value):
    return "%d" % value if float(value).is_integer() else "%.3g" % value


def duration(microseconds):
    """Microseconds in the unit that a reader expects."""
    for limit, size, name in ((1e3, 1, "µs"), (1e6, 1e3, "ms")):
        if microseconds < limit:
            return short(microseconds / size) + " " + name
    return short(microseconds / 1e6) + " s"
