package dev.windrow.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.query.WindowRow;
import dev.windrow.value.Group;
import dev.windrow.window.WindowPosition;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {

  @Test
  void numbersKeepTheirTextAndTextIsQuotedWhereItMustBe() {
    String csv = Csv.of(List.of("aggregation", "a,b", "n"), List.of(
        row("{\"aggregation\":\"x\",\"a,b\":\"say \\\"hi\\\"\\nthere\",\"n\":12345678901234567890.10}"),
        row("{\"aggregation\":\"x\",\"a,b\":\"\",\"n\":null}"),
        row("{\"aggregation\":\"x\",\"a,b\":true,\"n\":1e25}")));

    assertThat(csv).isEqualTo("aggregation,\"a,b\",n\r\n"
        + "x,\"say \"\"hi\"\"\nthere\",12345678901234567890.10\r\n"
        + "x,\"\",\r\n"
        + "x,true,1e25\r\n");
  }

  private static WindowRow row(String json) {
    return new WindowRow(new WindowPosition(0, Group.of(List.of())), json);
  }
}
