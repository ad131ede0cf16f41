package smtplint.analyzer.model;

/**
 * One step of the dialogue in the order of the recording: a {@link Command}, a {@link Reply} or a {@link ChannelEvent}.
 *
 * @param time microseconds since some fixed moment of the recording, -1 when unknown
 */
public record Turn(Node what, long time) {}
