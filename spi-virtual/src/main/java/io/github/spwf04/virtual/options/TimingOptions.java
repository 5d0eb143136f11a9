package io.github.spwf04.virtual.options;

import io.github.spwf04.time.Time;
import java.time.Duration;

/**
 * When a virtual module does what it does. Durations run on its clock, but for connectTimeout,
 * which is for a real peer.
 *
 * @param bootDelay from reset to the first WIND
 * @param hardwareStart from the console to WIND 32
 * @param radioStep between the steps of scanning and joining
 * @param scanInterval between two scans for a network that is not there
 * @param replyDelay from a command, or the end of its data, to its reply
 * @param pendingDataDelay how late WIND 55 comes (E)
 * @param connectTimeout how long SOCKON tries
 * @param writeTimeout how long SOCKW tries before error 79
 * @param clock the time it lives by
 * @param peerTime the time by which waits end that are for something outside of it: a server, a
 *     process, whoever wants to know whether it is idle; the machine's, whatever its own clock is
 */
public record TimingOptions(
    Duration bootDelay,
    Duration hardwareStart,
    Duration radioStep,
    Duration scanInterval,
    Duration replyDelay,
    Duration pendingDataDelay,
    Duration connectTimeout,
    Duration writeTimeout,
    Time clock,
    Time peerTime) {}
