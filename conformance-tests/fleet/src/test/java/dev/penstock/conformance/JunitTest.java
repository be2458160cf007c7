package dev.penstock.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.sdk.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class JunitTest {
    private static final String ODD = "odd <&>\"' 😀 ]]>";

    @TempDir
    private Path folder;

    private Document written(FileResult... files) throws Exception {
        Path file = folder.resolve("reports/junit.xml");
        JunitReport.write(List.of(files), file);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    }

    private static Element first(Document document, String name) {
        return (Element) document.getElementsByTagName(name).item(0);
    }

    @Test
    void everyCaseIsATestCaseAndASuiteCountsThem() throws Exception {
        Document document = written(new FileResult(
                "shop.test.yaml",
                List.of(),
                List.of(
                        new CaseResult("good", Duration.ofMillis(1234), List.of(), Optional.empty()),
                        new CaseResult(
                                "bad", Duration.ofMillis(5), List.of("status: expected 1", "more"), Optional.empty())),
                List.of(),
                List.of()));
        Element suite = first(document, "testsuite");
        assertThat(List.of(suite.getAttribute("tests"), suite.getAttribute("failures"), suite.getAttribute("errors")))
                .containsExactly("2", "1", "0");
        NodeList cases = document.getElementsByTagName("testcase");
        assertThat(((Element) cases.item(0)).getAttribute("time")).isEqualTo("1.234");
        assertThat(((Element) cases.item(0)).getAttribute("classname")).isEqualTo("shop.test.yaml");
        assertThat(cases.item(0).hasChildNodes()).isFalse();
        Element failure = first(document, "failure");
        assertThat(failure.getAttribute("message")).isEqualTo("status: expected 1");
        assertThat(failure.getTextContent()).isEqualTo("status: expected 1\nmore");
    }

    @Test
    void anyTextIsWrittenSoThatItCanBeRead() throws Exception {
        Document document = written(new FileResult(
                ODD,
                List.of(),
                List.of(new CaseResult(ODD, Duration.ZERO, List.of(ODD + "\u0000\u001b\uffff"), Optional.empty())),
                List.of(),
                List.of()));
        assertThat(first(document, "testcase").getAttribute("name")).isEqualTo(ODD);
        assertThat(first(document, "failure").getTextContent()).isEqualTo(ODD + "\ufffd\ufffd\ufffd");
    }

    @Test
    void whatIsSkippedSaysWhyAndIsNoFailure() throws Exception {
        CaseResult skipped = new CaseResult("later", Duration.ZERO, List.of(), Optional.of("not here"));
        Document document = written(new FileResult("a.test.yaml", List.of(), List.of(skipped), List.of(), List.of()));
        Element suite = first(document, "testsuite");
        assertThat(List.of(suite.getAttribute("tests"), suite.getAttribute("failures"), suite.getAttribute("skipped")))
                .containsExactly("1", "0", "1");
        assertThat(first(document, "skipped").getAttribute("message")).isEqualTo("not here");
    }

    @Test
    void aCaseWithSomethingBrokenIsATestCaseOfASuiteOfItsOwn() throws Exception {
        Use use = new Use(new Place("a.yaml", 1, 1), "catalog", Optional.of("product"), false);
        BrokenCase broken = new BrokenCase(
                "the page",
                use,
                List.of(
                        new BrokenCase.Row(
                                Break.RESET, "502", "", Duration.ZERO, Optional.of("502 is stated by no rule")),
                        new BrokenCase.Row(Break.STATUS_404, "200", "", Duration.ZERO, Optional.empty())));
        Document document = written(new FileResult("a.test.yaml", List.of(), List.of(), List.of(broken), List.of()));
        Element suite = (Element) document.getElementsByTagName("testsuite").item(1);
        assertThat(List.of(suite.getAttribute("name"), suite.getAttribute("tests"), suite.getAttribute("failures")))
                .containsExactly("a.test.yaml, with something broken", "2", "1");
        assertThat(first(document, "testcase").getAttribute("name"))
                .isEqualTo("the page: product (call of catalog) reset");
    }

    @Test
    void aFaultyFileIsAnError() throws Exception {
        Document document = written(FileResult.faulty("shop.test.yaml", List.of("shop.yaml:1:1: wrong")));
        Element suite = first(document, "testsuite");
        assertThat(List.of(suite.getAttribute("tests"), suite.getAttribute("failures"), suite.getAttribute("errors")))
                .containsExactly("1", "0", "1");
        assertThat(first(document, "error").getTextContent()).isEqualTo("shop.yaml:1:1: wrong");
    }
}
