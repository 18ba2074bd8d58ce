"""Writes tails.json: probabilities and quantiles worked out with mpmath at 100 digits, printed with 40.

    python3 tests/published/tails.py > tests/published/tails.json

Every argument is taken as the double it is; nothing here comes from the library that is tested.
"""
import json
from mpmath import beta, binomial, mp, mpf, nstr

mp.dps = 100
LEAST = mpf(10) ** -300


def shown(value):
    return nstr(value, 40)


def summed(term, ratio, k, towards):
    """The term for k and those after it in a direction, until they change nothing."""
    total = term
    while k != towards:
        term *= ratio(k)
        if term < total * mpf(10) ** -60:
            break
        total += term
        k += 1 if towards > k else -1
    return total


def binomials():
    for n in (1, 2, 5, 25, 59, 250, 1000, 10**4, 10**5, 10**6, 10**7):
        for p in (1e-9, 1e-6, 0.001, 0.05, 0.1, 0.3, 0.5, 0.75, 0.99, 0.999999):
            mean, sd = n * p, (n * p * (1 - p)) ** 0.5
            counts = {round(mean + z * sd) for z in (-30, -12, -4, -1.6, -0.3, 0.2, 1.5, 5, 14, 33)}
            counts |= {0, 1, 2, n - 1}
            p_, q_ = mpf(p), 1 - mpf(p)
            for k in sorted(k for k in counts if 0 <= k < n):
                at = lambda i: binomial(n, i) * p_**i * q_ ** (n - i)
                if k <= mean:
                    cdf = summed(at(k), lambda i: mpf(i) / (n - i + 1) * q_ / p_, k, 0)
                    tail = 1 - cdf + at(k)
                else:
                    tail = summed(at(k), lambda i: mpf(n - i) / (i + 1) * p_ / q_, k, n)
                    cdf = 1 - tail + at(k)
                yield [n, p, k, cdf, tail]


def hypergeometrics():
    lots = [(4, 1, 2), (12, 3, 5), (52, 5, 15), (52, 26, 26), (250, 13, 25), (600, 5, 40), (600, 300, 300)]
    lots += [(10**4, 500, 59), (10**5, 17, 50_000), (10**6, 50_000, 1030), (10**6, 999_000, 999_500)]
    lots += [(10**7, 10**6, 29), (10**7, 400_000, 250), (10**7, 200_000, 10**6), (10**7, 5 * 10**6, 5 * 10**6)]
    lots += [(10**7, 1, 9_999_999), (10**7, 9_999_999, 3), (10**7, 300, 40_000), (9_999_991, 3_333_331, 77_777)]
    for size, marked, n in lots:
        mean = n * marked / size
        sd = (mean * (size - marked) / size * (size - n) / max(1, size - 1)) ** 0.5
        least, most = max(0, n - (size - marked)), min(n, marked)
        counts = {round(mean + z * sd) for z in (-36, -20, -9, -4, -1.6, -0.3, 0.2, 1.5, 5, 14, 25, 36)}
        counts |= {least, least + 1, most - 1, most}
        for k in sorted(k for k in counts if least <= k <= most):
            at = lambda i: binomial(marked, i) * binomial(size - marked, n - i) / binomial(size, n)
            if k <= mean:
                down = lambda i: mpf(i) * (size - marked - n + i) / ((marked - i + 1) * (n - i + 1))
                cdf = summed(at(k), down, k, least)
                tail = 1 - cdf + at(k)
            else:
                up = lambda i: mpf(marked - i) * (n - i) / ((i + 1) * (size - marked - n + i + 1))
                tail = summed(at(k), up, k, most)
                cdf = 1 - tail + at(k)
            yield [size, marked, n, k, cdf, tail]


def incomplete(a, b, x):
    """I_x(a, b) and 1 - I_x(a, b): DLMF 8.17.8, a series of positive terms, on the shorter side.

    Close to an end it is the side on which the series converges fast; 40 digits may cancel there.
    """
    a, b, x = mpf(a), mpf(b), mpf(x)
    turned = x > 0.99 if x > 0.99 or x < 0.01 else x > a / (a + b)
    if turned:
        a, b, x = b, a, 1 - x
    term = total = x**a * (1 - x) ** b / (a * beta(a, b))
    n = 0
    while term > total * mpf(10) ** -90:
        term *= (a + b + n) / (a + 1 + n) * x
        total += term
        n += 1
    return (1 - total, total) if turned else (total, 1 - total)


def betas():
    for a in (0.05, 0.5, 1.0, 3.7, 25.0, 400.0, 6000.5):
        for b in (0.05, 0.8, 1.0, 8.2, 55.5, 1000.0, 6000.5):
            mean = a / (a + b)
            for x in (1e-12, 1e-4, mean * 0.5, mean, (1 + mean) / 2, 0.3, 0.999):
                yield [a, b, x, *incomplete(a, b, x)]


def quantiles():
    for a, b in ((0.5, 0.5), (1.0, 25.0), (1.0, 59.0), (3.0, 22.0), (25.5, 975.5), (127.0, 594.0)):
        for p in (1e-30, 1e-6, 0.05, 0.1, 0.5):
            low, high = mpf(0), mpf(1)
            for _ in range(170):
                middle = (low + high) / 2 if low else high / 16
                if incomplete(a, b, middle)[0] < p:
                    low = middle
                else:
                    high = middle
            yield [a, b, p, high]


def rows(found, count):
    return [[*row[:-count], *map(shown, row[-count:])] for row in found if all(v > LEAST for v in row[-count:])]


tables = {
    "source": "mpmath at 100 digits: tests/published/tails.py",
    "binomial": ["n, p, k, P(K <= k), P(K >= k)", *rows(binomials(), 2)],
    "hypergeometric": ["size, marked, n, k, P(K <= k), P(K >= k)", *rows(hypergeometrics(), 2)],
    "beta": ["a, b, x, I_x(a, b), 1 - I_x(a, b)", *rows(betas(), 2)],
    "quantile": ["a, b, p, x", *rows(quantiles(), 1)],
}
parts = []
for name, table in tables.items():
    if isinstance(table, str):
        parts.append(f'"{name}": {json.dumps(table)}')
    else:
        parts.append(f'"{name}": [\n' + ",\n".join(json.dumps(row) for row in table) + "\n]")
print("{\n" + ",\n".join(parts) + "\n}")
