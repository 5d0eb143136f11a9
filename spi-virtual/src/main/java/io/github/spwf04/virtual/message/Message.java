package io.github.spwf04.virtual.message;

/**
 * What is published.
 *
 * @param qos quality of service, 0 to 2
 * @param retained of what the module sends: whether the broker is to keep it
 * @param duplicate whether it may have come before
 */
record Message(String topic, byte[] payload, int qos, boolean retained, boolean duplicate) {
  Message {
    Topics.checkName(topic);
  }
}
