/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.socketiospring.docs;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compiles each Java sample of the documentation and of the README; warnings of
 * deprecated or unchecked calls are errors. A sample with a package is a file. Any other
 * is made into a class of its own: as its members if it can be that, or else as the
 * statements of a method. What samples take for granted is inherited:
 * {@link SampleContext}, or {@code NettySocketIOContext.txt} for those of netty-socketio,
 * and the types that samples before it on the page declare. What a page calls a file of
 * the project must be that file.
 */
class JavaSampleTests {

	private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

	private static final List<String> OPTIONS = List.of("-proc:none", "-implicit:none", "-parameters", "--release",
			"17", "-Xlint:deprecation,removal,unchecked,rawtypes", "-Werror");

	private static final Pattern TYPE = Pattern.compile("(?m)^(?:public )?(?:class|interface|record) (\\w+)");

	private static final Path NETTY_SOCKETIO = Path.of("..", "benchmarks", "netty-socketio", "target", "classpath.txt");

	@Test
	void samplesCompile() throws IOException {
		List<CodeBlock> blocks = Page.blocks("java").stream().filter((block) -> block.library().isEmpty()).toList();
		assertThat(blocks).hasSizeGreaterThan(80);
		String imports = resource("imports.txt");
		assertThat(
				compile(System.getProperty("java.class.path"), sources(blocks, imports, SampleContext.class.getName())))
			.isEmpty();
	}

	@Test
	void samplesOfNettySocketIOCompile() throws IOException {
		List<CodeBlock> blocks = Page.blocks("java")
			.stream()
			.filter((block) -> block.library().equals("netty-socketio"))
			.toList();
		assertThat(blocks).hasSizeGreaterThan(10);
		List<Source> sources = new ArrayList<>();
		sources.add(new Source("NettySocketIOContext", null, resource("NettySocketIOContext.txt")));
		sources.addAll(sources(blocks, resource("netty-socketio-imports.txt"), "NettySocketIOContext"));
		assertThat(compile(Files.readString(NETTY_SOCKETIO).trim(), sources)).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("copies")
	void isTheFile(CodeBlock block) throws IOException {
		String file = Files.readString(Path.of("..").resolve(block.file()));
		String code = file.startsWith("/*") ? file.substring(file.indexOf("*/") + 2) : file;
		assertThat(block.text()).isEqualTo(code.strip().replace("\t", "    ") + "\n");
	}

	static Stream<CodeBlock> copies() {
		return Page.all().stream().flatMap((page) -> page.blocks().stream()).filter((block) -> !block.file().isEmpty());
	}

	@Test
	void findsWhatDoesNotCompile() throws IOException {
		CodeBlock members = new CodeBlock("x", 10, "", "java", "", "", "@OnEvent(\"a\")\nvoid a(Strin text) {\n}\n");
		CodeBlock statements = new CodeBlock("y", 20, "", "java", "", "", "io.emit(\"a\");\nio.emitt(\"b\");\n");
		List<String> errors = compile(System.getProperty("java.class.path"),
				sources(List.of(members, statements), resource("imports.txt"), SampleContext.class.getName()));
		assertThat(errors).hasSize(2);
		assertThat(errors.get(0)).startsWith("x:11 ").contains("Strin");
		assertThat(errors.get(1)).startsWith("y:21 ").contains("emitt");
	}

	private static List<Source> sources(List<CodeBlock> blocks, String imports, String context) {
		List<Source> sources = new ArrayList<>();
		String page = "";
		String parent = context;
		for (CodeBlock block : blocks) {
			parent = block.page().equals(page) ? parent : context;
			page = block.page();
			if (block.text().startsWith("package ")) {
				sources.add(file(block));
				continue;
			}
			String own = lines(block, true);
			String code = lines(block, false);
			String name = "Sample" + sources.size();
			String open = imports + own + "abstract class " + name + " extends " + parent + " { ";
			Source members = new Source(name, block, open + code + "\n}\n");
			List<Tree> parsed = parse(members);
			sources.add(!parsed.isEmpty() ? members
					: new Source(name, block, open + "void statements() throws Exception { " + code + "\n}}\n"));
			if (!parsed.isEmpty() && parsed.stream().allMatch(ClassTree.class::isInstance)) {
				parent = name;
			}
		}
		return sources;
	}

	/** A sample that is a whole file. */
	private static Source file(CodeBlock block) {
		Matcher type = TYPE.matcher(block.text());
		assertThat(type.find()).as("%s", block).isTrue();
		return new Source(type.group(1), block, block.text());
	}

	/**
	 * Either the imports of the block, in one line, or the rest, with empty lines for the
	 * imports, so that numbers of lines stay.
	 */
	private static String lines(CodeBlock block, boolean imports) {
		return block.text()
			.lines()
			.map((line) -> (line.startsWith("import ") == imports) ? line : "")
			.collect(Collectors.joining(imports ? " " : "\n"));
	}

	/**
	 * The members of the class, or none if they cannot be parsed.
	 */
	private static List<Tree> parse(Source source) {
		DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
		JavacTask task = (JavacTask) COMPILER.getTask(null, null, problems, OPTIONS, null, List.of(source));
		List<Tree> members = new ArrayList<>();
		try {
			for (CompilationUnitTree unit : task.parse()) {
				unit.getTypeDecls().forEach((type) -> members.addAll(((ClassTree) type).getMembers()));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		boolean failed = problems.getDiagnostics()
			.stream()
			.anyMatch((problem) -> problem.getKind() == Diagnostic.Kind.ERROR);
		return failed ? List.of() : members;
	}

	private static List<String> compile(String classPath, List<Source> sources) throws IOException {
		DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
		List<String> options = new ArrayList<>(OPTIONS);
		options.addAll(List.of("-classpath", classPath));
		try (JavaFileManager files = new Discarding(COMPILER.getStandardFileManager(problems, Locale.ENGLISH, null))) {
			COMPILER.getTask(null, files, problems, options, null, sources).call();
		}
		return problems.getDiagnostics()
			.stream()
			.map((problem) -> ((problem.getSource() instanceof Source source) ? source.place(problem) : "")
					+ problem.getMessage(Locale.ENGLISH))
			.toList();
	}

	private static String resource(String name) throws IOException {
		return Files.readString(Path.of("src", "test", "resources", "samples", name)).replace("\n", " ");
	}

	/**
	 * A sample in its class. All that precedes the sample is in the first line.
	 */
	private static final class Source extends SimpleJavaFileObject {

		private final CodeBlock block;

		private final String code;

		Source(String name, CodeBlock block, String code) {
			super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
			this.block = block;
			this.code = code;
		}

		String place(Diagnostic<?> problem) {
			return (this.block == null) ? getName() + " "
					: this.block.page() + ":" + (this.block.line() + problem.getLineNumber() - 1) + " ";
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) {
			return this.code;
		}

	}

	/**
	 * Forgets the classes.
	 */
	private static final class Discarding extends ForwardingJavaFileManager<JavaFileManager> {

		Discarding(JavaFileManager files) {
			super(files);
		}

		@Override
		public JavaFileObject getJavaFileForOutput(Location location, String className, Kind kind, FileObject sibling) {
			return new SimpleJavaFileObject(URI.create("discarded:///" + className.replace('.', '/')), kind) {

				@Override
				public OutputStream openOutputStream() {
					return OutputStream.nullOutputStream();
				}

			};
		}

	}

}
