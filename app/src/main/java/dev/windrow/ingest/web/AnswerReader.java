package dev.windrow.ingest.web;

/** Makes something of an answer. */
public interface AnswerReader<T> {

  /** @throws MalformedAnswerException when it is not what was expected; it is asked for again then, as after other failures that may pass */
  T read(Answer answer) throws MalformedAnswerException;
}
