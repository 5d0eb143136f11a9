package io.github.spwf04.virtual.options;

import java.time.Duration;

/**
 * How the module talks to servers of other protocols than its own sockets: MQTT, HTTP, SMTP, TFTP,
 * NTP. Durations are of real time, for they wait for real servers.
 *
 * @param mqtt what MQTT runs over
 * @param rawBodies whether the body of an HTTP response comes as it was sent, chunk sizes and all,
 *     as the module gives it (field-facts C.7); otherwise chunks are put together
 * @param ntpPort UDP port of the NTP servers of ip_ntp_server1 and 2
 * @param mdns whether the services of ip_mdns_services_name and its neighbours are announced by
 *     multicast DNS; on loopback unless the module may leave the machine
 * @param answerTimeout how long a server may keep the module waiting for one answer: how long a
 *     real one works on HTTPGET of a silent server is not known
 * @param requestTimeout how long an HTTP request and its response may take together, one mail from
 *     the connection to its server on, or one file by TFTP
 */
public record ServiceOptions(
    MqttTransport mqtt,
    boolean rawBodies,
    int ntpPort,
    boolean mdns,
    Duration answerTimeout,
    Duration requestTimeout) {
  /** As the field has it. */
  public static final ServiceOptions DEFAULT =
      new ServiceOptions(
          MqttTransport.WEB_SOCKET,
          true,
          123,
          false,
          Duration.ofSeconds(15),
          Duration.ofSeconds(60));

  public ServiceOptions {
    if (ntpPort < 1 || ntpPort > 65535) {
      throw new IllegalArgumentException("ntpPort " + ntpPort + ", 1 to 65535 are allowed");
    }
    positive("answerTimeout", answerTimeout);
    positive("requestTimeout", requestTimeout);
  }

  private static void positive(String name, Duration value) {
    if (!value.isPositive() || value.toMillis() < 1 || value.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(name + " " + value + ", 1 ms to 24 days are allowed");
    }
  }

  public ServiceOptions withMqtt(MqttTransport value) {
    return new ServiceOptions(value, rawBodies, ntpPort, mdns, answerTimeout, requestTimeout);
  }

  public ServiceOptions withRawBodies(boolean value) {
    return new ServiceOptions(mqtt, value, ntpPort, mdns, answerTimeout, requestTimeout);
  }

  public ServiceOptions withNtpPort(int value) {
    return new ServiceOptions(mqtt, rawBodies, value, mdns, answerTimeout, requestTimeout);
  }

  public ServiceOptions withMdns(boolean value) {
    return new ServiceOptions(mqtt, rawBodies, ntpPort, value, answerTimeout, requestTimeout);
  }

  /** Makes room for it: a request may then take twice as long, if it could not before. */
  public ServiceOptions withAnswerTimeout(Duration value) {
    Duration room = value.multipliedBy(2);
    return new ServiceOptions(
        mqtt,
        rawBodies,
        ntpPort,
        mdns,
        value,
        requestTimeout.compareTo(room) < 0 ? room : requestTimeout);
  }

  public ServiceOptions withRequestTimeout(Duration value) {
    return new ServiceOptions(mqtt, rawBodies, ntpPort, mdns, answerTimeout, value);
  }
}
