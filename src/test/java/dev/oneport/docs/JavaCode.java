package dev.oneport.docs;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles Java code of the documentation, where its reader would have put it. */
public final class JavaCode implements AutoCloseable {

  private static final String IMPORTS =
      """
      package documented;

      import dev.oneport.*;
      import dev.oneport.OnError;
      import dev.oneport.docs.application.*;
      import dev.oneport.web.Oneport;
      import jakarta.enterprise.context.*;
      import jakarta.enterprise.event.*;
      import jakarta.inject.*;
      import jakarta.servlet.*;
      import jakarta.servlet.http.*;
      import jakarta.validation.Valid;
      import jakarta.websocket.*;
      import jakarta.websocket.server.*;
      import jakarta.ws.rs.*;
      import java.time.*;
      import java.util.*;
      import java.util.regex.Pattern;
      import static java.time.Duration.ofSeconds;

      """;

  private static final String BODY =
      """
      class Body extends Surroundings {
        Body(SocketIoServer io, dev.oneport.Socket socket, ServletContext context) {
          super(io, socket, context);
        }
      """;

  private static final Pattern TYPES =
      Pattern.compile("(?m)^(?:@\\S+ )*(?:public |final )*(?:class|record|interface) ");

  private static final Pattern IMPORT = Pattern.compile("(?m)^import .*\n");

  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);

  /**
   * For several of them.
   *
   * @param to the directory for the classes, which are in the package {@code documented}
   */
  public JavaCode(Path to) {
    try {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Compiles a block: types, or statements.
   *
   * @throws AssertionError with what the compiler says
   */
  public void compileBlock(String block) {
    Matcher imports = IMPORT.matcher(block);
    String text = imports.replaceAll("");
    String body = TYPES.matcher(text).find() ? text : method(text);
    compile(imports.reset().results().map(MatchResult::group).collect(joining()) + body);
  }

  /** Compiles a part of a line: a member with its annotation, an expression or a statement. */
  void compileFragment(String fragment) {
    compile(fragment.startsWith("@") ? member(fragment) : method(fragment));
  }

  private static String method(String statements) {
    String text = statements.strip();
    String end = text.endsWith(";") || text.endsWith("}") ? "" : ";";
    return member("void run() throws Exception {\n" + text + end + "\n}");
  }

  private static String member(String text) {
    return BODY + text + (text.endsWith("}") || text.endsWith(";") ? "" : ";") + "\n}\n";
  }

  private void compile(String text) {
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    List<String> options = List.of("-proc:none", "-parameters", "--release", "17");
    List<Source> sources = List.of(new Source(IMPORTS + text));
    StringWriter out = new StringWriter();
    if (!compiler.getTask(out, files, problems, options, null, sources).call()) {
      throw new AssertionError(
          problems.getDiagnostics().stream()
              .map(problem -> problem.getMessage(Locale.ENGLISH))
              .collect(joining("\n", "", "\n" + out + "in\n" + text)));
    }
  }

  @Override
  public void close() {
    try {
      files.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text that may have several public types. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///documented/Documented.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }

    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
      return kind == Kind.SOURCE;
    }
  }
}
