"""A plot of cost against size, as SVG: both axes logarithmic, so that linear cost is a straight line of slope one."""

import math

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 440, 70, 150, 20, 50
SERIES = [("cold", "cold", "#b5442c"), ("floor", "floor", "#7a7a7a"), ("two_split", "two jobs, split", "#2c6fb5"), ("one_changed", "one layer changed", "#a07b1f"),
          ("unchanged", "nothing changed", "#2f8f4e")]


def decades(low, high):
    return range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)


def draw(rows):
    sizes = [row["deployments"] for row in rows]
    values = [row[key] for row in rows for key, _, _ in SERIES]
    x_range, y_range = decades(min(sizes), max(sizes)), decades(min(values), max(values))

    def x(size):
        return LEFT + (math.log10(size) - x_range[0]) / max(1, x_range[-1] - x_range[0]) * (WIDTH - LEFT - RIGHT)

    def y(value):
        return HEIGHT - BOTTOM - (math.log10(value) - y_range[0]) / max(1, y_range[-1] - y_range[0]) * (HEIGHT - TOP - BOTTOM)

    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">' % (WIDTH, HEIGHT),
             '<rect width="100%" height="100%" fill="#ffffff"/>']
    for power in x_range:
        parts.append('<line x1="%.1f" y1="%d" x2="%.1f" y2="%d" stroke="#dddddd"/>' % (x(10 ** power), TOP, x(10 ** power), HEIGHT - BOTTOM))
        parts.append('<text x="%.1f" y="%d" text-anchor="middle">%s</text>' % (x(10 ** power), HEIGHT - BOTTOM + 18, format(10 ** power, ",")))
    for power in y_range:
        parts.append('<line x1="%d" y1="%.1f" x2="%d" y2="%.1f" stroke="#dddddd"/>' % (LEFT, y(10 ** power), WIDTH - RIGHT, y(10 ** power)))
        parts.append('<text x="%d" y="%.1f" text-anchor="end">%g s</text>' % (LEFT - 6, y(10 ** power) + 4, 10 ** power))
    parts.append('<text x="%d" y="%d" text-anchor="middle">deployments</text>' % ((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10))
    labels = []
    for key, label, colour in SERIES:
        points = " ".join("%.1f,%.1f" % (x(row["deployments"]), y(row[key])) for row in rows)
        parts.append('<polyline points="%s" fill="none" stroke="%s" stroke-width="2"/>' % (points, colour))
        parts += ['<circle cx="%.1f" cy="%.1f" r="3" fill="%s"/>' % (x(row["deployments"]), y(row[key]), colour) for row in rows]
        labels.append([y(rows[-1][key]), label, colour])
    labels.sort()
    for before, after in zip(labels, labels[1:]):  # apart from one another
        after[0] = max(after[0], before[0] + 15)
    for at, label, colour in labels:
        parts.append('<text x="%.1f" y="%.1f" fill="%s">%s</text>' % (x(sizes[-1]) + 8, at + 4, colour, label))
    return "\n".join(parts + ["</svg>"]) + "\n"
