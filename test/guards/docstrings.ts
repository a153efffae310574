import ts from 'typescript';
import { lineAt } from './project-files.ts';

/** Every export of a file that no docstring explains, each as `file:line name`. Overloads share the docstring of one of them. */
export function undocumentedExports(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const declared = source.statements.filter(isExported).flatMap((statement) =>
    namesOf(statement).map((name) => ({
      name,
      line: lineAt(text, statement.getStart(source)),
      documented: ts.getJSDocCommentsAndTags(statement).length > 0,
    })),
  );
  const documented = new Set(declared.filter((part) => part.documented).map((part) => part.name));
  return declared.filter(({ name }) => !documented.has(name)).map(({ name, line }) => `${path}:${line} ${name}`);
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map((part) => part.name.getText());
  const { name } = statement as ts.DeclarationStatement;
  return name === undefined ? ['default'] : [name.getText()];
}
