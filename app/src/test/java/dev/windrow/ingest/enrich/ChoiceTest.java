package dev.windrow.ingest.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windrow.event.FieldPath;
import dev.windrow.ingest.enrich.Answer.Failed;
import dev.windrow.ingest.enrich.Answer.Found;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChoiceTest {

  @ParameterizedTest
  @CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
      c=/address/country    | {'address':{'country':'DE'}}  | {'a':1}            | {'a':1,'c':'DE'}
      u.c=/c                | {'c':'DE'}                    | {}                 | {'u':{'c':'DE'}}
      u.c=/c                | {'c':'DE'}                    | {'u':{'d':1}}      | {'u':{'d':1,'c':'DE'}}
      u.c=/c                | {'c':'DE'}                    | {'u':null}         | {'u':{'c':'DE'}}
      c=/c                  | {'c':'DE'}                    | {'c':'FR','a':1}   | {'c':'DE','a':1}
      c=/c;d=/d             | {'c':'DE'}                    | {'d':1}            | {'d':1,'c':'DE'}
      c=/c                  | {}                            | {'a':1}            | {'a':1}
      c=/c                  | {'c':null}                    | {'c':1}            | {'c':null}
      c=/c/d                | {'c':[1,2]}                   | {}                 | {}
      c=/c/1                | {'c':[1,2]}                   | {}                 | {'c':2}
      c=/0/x                | [{'x':1}]                     | {}                 | {'c':1}
      c=                    | {'x':{'y':[1]}}               | {}                 | {'c':{'x':{'y':[1]}}}
      c=/~0~1               | {'~/':1}                      | {}                 | {'c':1}
      n=/n                  | {'n':0.10}                    | {}                 | {'n':0.10}
      n=/n                  | {'n':12345678901234567890.12345678901234} | {}     | {'n':12345678901234567890.12345678901234}
      """)
  void whatIsChosenOfAnAnswerIsPutIntoTheRecord(String fields, String answer, String record, String expected) {
    ObjectNode changed = Json.object(record);

    assertThat(Choice.put((Found) choice(fields).of(Json.tree(answer)), changed)).isEmpty();

    assertThat(changed).hasToString(Json.tree(expected).toString());
  }

  @Test
  void nothingIsPutWhenSomethingIsInTheWayOfOneField() {
    ObjectNode record = Json.object("{'u':'x'}");

    assertThat(Choice.put((Found) choice("a=/a;u.c=/c").of(Json.tree("{'a':1,'c':2}")), record)).contains(FieldPath.parse("u.c"));

    assertThat(record).isEqualTo(Json.tree("{'u':'x'}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "'x'", "null", "true"})
  void anAnswerThatIsNoObjectOrListIsAFailure(String answer) {
    assertThat(choice("c=").of(Json.tree(answer))).isInstanceOfSatisfying(Failed.class, failed ->
        assertThat(failed.detail()).startsWith("expected a JSON object or list as the answer, found a "));
  }

  @Test
  void recordsDoNotShareWhatCanBeChanged() {
    Found found = (Found) choice("c=/c").of(Json.tree("{'c':{'x':1}}"));
    ObjectNode one = Json.object("{}");
    ObjectNode other = Json.object("{}");
    Choice.put(found, one);
    Choice.put(found, other);

    ((ObjectNode) one.get("c")).put("x", 2);

    assertThat(other).isEqualTo(Json.tree("{'c':{'x':1}}"));
  }

  private static Choice choice(String text) {
    Map<FieldPath, JsonPointer> fields = new LinkedHashMap<>();
    for (String field : text.split(";")) {
      String[] parts = field.split("=", -1);
      fields.put(FieldPath.parse(parts[0]), JsonPointer.compile(parts[1]));
    }
    return new Choice(fields);
  }
}
