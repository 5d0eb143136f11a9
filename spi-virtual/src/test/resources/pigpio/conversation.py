"""Drives the module with Debian's pigpio module as on a Raspberry Pi; prints what it sees, a line each.

Arguments: port of the daemon, port of an echo server on loopback.
"""
import sys
import time

import pigpio

IRQ, RESET = 25, 24
LIMIT = 20

pi = pigpio.pi("127.0.0.1", int(sys.argv[1]))
if not pi.connected:
    sys.exit("no connection")
bus = pi.spi_open(0, 8000000, 0)
edges = pi.callback(IRQ, pigpio.FALLING_EDGE)


def irq_low():
    end = time.monotonic() + LIMIT
    while pi.read(IRQ):
        if time.monotonic() > end:
            sys.exit("no IRQ")


def clock(data):
    count, answer = pi.spi_xfer(bus, data)
    if count != len(data):
        sys.exit("transfer: %d" % count)
    return bytes(answer)


def rest_of_packet():
    """Behind the sync: (kind, indication, payload), every byte in a chip-select window of its own."""
    kind, indication, low, high = (clock(b"\0")[0] for _ in range(4))
    length = low | high << 8
    payload = b"".join(clock(b"\0") for _ in range(length))
    return kind >> 4, indication, payload


def packet():
    irq_low()
    while clock(b"\0") != b"\2":
        pass
    return rest_of_packet()


winds = []


def took_wind(indication, payload):
    print("WIND", indication, payload.decode("latin-1"))
    winds.append(indication)


def wind(number):
    """Waits for a WIND, unless it has come since the last time."""
    while number not in winds:
        kind, indication, payload = packet()
        if kind != 1:
            sys.exit("reply %d while waiting for WIND %d" % (indication, number))
        took_wind(indication, payload)
    winds.clear()


def command(ident, *parameters, data=b""):
    """The lines and the data of the reply; a WIND that is in the way is printed."""
    body = bytes([ident, len(parameters)])
    for parameter in parameters:
        body += bytes([len(parameter)]) + parameter.encode()
    length = len(body) + len(data)
    while clock(b"\2") == b"\2":
        took_wind(*rest_of_packet()[1:])
    pi.spi_write(bus, bytes([length >> 8, length & 255]) + body)
    if data:
        irq_low()
        pi.spi_write(bus, data)
    lines, content = [], b""
    while True:
        kind, indication, payload = packet()
        if kind == 1:
            took_wind(indication, payload)
        elif not payload and indication not in (0xFE, 0xFF):
            return indication, lines, content
        elif indication == 3:
            content += payload
        else:
            lines.append(payload.decode("latin-1"))


# Reset, as a line that is pulled low and let go.
pi.set_mode(RESET, pigpio.OUTPUT)
pi.write(RESET, 0)
print("RESET", pi.read(RESET), pi.read(IRQ))
pi.set_mode(RESET, pigpio.INPUT)
wind(24)
print("AT", *command(0x01)[:1])

text = "written by Python \u00e9\u00df".encode() * 20
print("FSC", *command(0x23, "2:/pigpio.txt", str(len(text)), data=text)[:1])
code, _, content = command(0x28, "2:/pigpio.txt")
print("FSP", code, content == text)

code, lines, _ = command(0x41, "127.0.0.1", sys.argv[2], "", "t")
print("SOCKON", code, *lines)
print("SOCKW", *command(0x44, "0", "5", data=b"hello")[:1])
wind(55)
code, lines, content = command(0x45, "0", "")
print("SOCKR", code, content.decode())
print("SOCKC", *command(0x43, "0")[:1])

print("EDGES", edges.tally() > 0)
print("CLOSED", pi.spi_close(bus))
pi.stop()
