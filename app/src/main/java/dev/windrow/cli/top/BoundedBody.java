package dev.windrow.cli.top;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** A body of at most so many bytes; of a longer one the rest is not read. */
final class BoundedBody implements HttpResponse.BodySubscriber<byte[]> {

  private final HttpResponse.BodySubscriber<byte[]> whole = HttpResponse.BodySubscribers.ofByteArray();
  private final long most;
  private long taken;
  private Flow.Subscription subscription;

  BoundedBody(long most) {
    this.most = most;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole.getBody();
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    whole.onSubscribe(given);
  }

  @Override
  public void onNext(List<ByteBuffer> item) {
    taken += item.stream().mapToLong(ByteBuffer::remaining).sum();
    if (taken > most) {
      subscription.cancel();
      whole.onError(new IOException("more than " + most + " bytes"));
    } else {
      whole.onNext(item);
    }
  }

  @Override
  public void onError(Throwable broken) {
    whole.onError(broken);
  }

  @Override
  public void onComplete() {
    whole.onComplete();
  }
}
