package dev.windrow.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerTest {

  @Test
  void rowsAndWhatFollowsAreTakenFromTheTopLevelOnly() throws IOException {
    Answer answer = parse("""
        {"aggregation":"a","windows":[{"count":1,"windows":[1,2],"complete":false},{"next":"x"}],"next":"1_2","complete":true,"missing":[]}""");

    assertThat(answer).isEqualTo(new Answer(2, true, Optional.of("1_2")));
  }

  @Test
  void incompleteAnswersAndThoseWithTooFewRowsAreFaults() throws IOException {
    Query query = new Query("page", "/x", 1, 2);

    assertThat(query.fault(parse("{\"windows\":[{}],\"complete\":true}"))).isEmpty();
    assertThat(query.fault(parse("{\"aggregations\":[{},{}]}"))).isEmpty();
    assertThat(query.fault(parse("{\"windows\":[{}],\"complete\":false}"))).hasValue("incomplete");
    assertThat(query.fault(parse("{\"windows\":[]}"))).hasValue("0 rows of page");
    assertThat(query.fault(parse("{\"windows\":[1,2,3]}"))).hasValue("3 rows of page");
  }

  @Test
  void whatIsNotOneWholeObjectIsRefused() {
    for (String text : new String[] {"", "[]", "{\"windows\":[{}", "{\"windows\":[{}]", "{\"a\":tru}", "{} {}", "<html>"}) {
      assertThatIOException().as(text).isThrownBy(() -> parse(text));
    }
  }

  private static Answer parse(String json) throws IOException {
    return Answer.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
