package dev.oneport.adapter;

/**
 * The wish for answers to a broadcast.
 *
 * @param id the one ack id that goes to all recipients of this server
 * @param answers where they go
 */
public record AckRequest(long id, AckCollector answers) {}
