// The rules of writing: what is sent goes through one door, and what is typed is never dropped unasked. Pure of the file system, so
// that each rule can be tried.
import ts from 'typescript';

/** Who may hand a write to the network: the hook, what saves drafts, and what moves files. Signing in and out is no act of a page. */
const senders = new Set([
  'src/api/writes.ts',
  'src/lib/useApiMutation.ts',
  'src/lib/useDraft.ts',
  'src/lib/uploading.ts',
  'src/api/uploads.ts',
  'src/api/session.ts',
]);
/** Who speaks to the network at all. */
const speakers = new Set(['src/api/client.ts', 'src/api/uploads.ts', 'src/lib/uploading.ts']);
const methods = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const makers = new Set(['post', 'put', 'patch', 'del']);

/** What one types in, as elements and as the components that draw them. */
const typing = new Set(['textarea', 'Area', 'BiLine', 'Both', 'Day', 'Entry', 'Line', 'MentionBox', 'Moment', 'Reason', 'Typed']);
const untyped = new Set(['checkbox', 'radio', 'file', 'range', 'search']);
/** Forms that say themselves what is typed in them. */
const asking = new Set(['ActForm', 'CampaignActForm']);
/** What is typed here is no work that could be lost, or is watched where it is held. */
const exempt = new Map([
  ['src/components/SignInForm.tsx#SignInForm', 'a password is not kept'],
  ['src/components/Header.tsx#NetworkSearch', 'a search'],
  ['src/components/forum/MentionBox.tsx#MentionBox', 'its text is held by who shows it'],
  ['src/components/form/Field.tsx#Answer', 'its text is held by the form'],
  ['src/components/Questions.tsx#Choose', 'the form behind the question still holds both values'],
  ['src/components/forum/Comments.tsx#WordsForm', 'useWords holds what is typed'],
]);

const nameOf = (node) => (ts.isIdentifier(node) ? node.text : ts.isPropertyAccessExpression(node) ? node.name.text : '');
const within = (node, see) => {
  see(node);
  node.forEachChild((child) => within(child, see));
};
const parse = (path, text) =>
  ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);

/** The functions of a file of `api/` that make a write: calling one sends nothing. */
export function writesOf(path, text) {
  const found = [];
  for (const statement of parse(path, text).statements) {
    const named = ts.isVariableStatement(statement)
      ? statement.declarationList.declarations.map((one) => [nameOf(one.name), one])
      : ts.isFunctionDeclaration(statement)
        ? [[statement.name.text, statement]]
        : [];
    for (const [name, node] of named) {
      let makes = false;
      let sends = false;
      within(node, (inner) => {
        if (!ts.isCallExpression(inner)) return;
        if (ts.isIdentifier(inner.expression) && makers.has(inner.expression.text)) makes = true;
        if (nameOf(inner.expression) === 'perform') sends = true;
      });
      if (makes && !sends) found.push(name);
    }
  }
  return found;
}

/** Whether what a call gives is thrown away: a write that was only made, and never sent. */
function isDropped(call) {
  const { parent } = call;
  if (ts.isExpressionStatement(parent) || ts.isVoidExpression(parent) || ts.isAwaitExpression(parent)) return true;
  if (!ts.isArrowFunction(parent) || parent.body !== call) return false;
  const attribute = parent.parent?.parent;
  return attribute !== undefined && ts.isJsxAttribute(attribute) && /^on[A-Z]/.test(attribute.name.getText());
}

/** What a file calls the things of `api/`, by the names they have there. */
function importedFrom(source) {
  const names = new Map();
  for (const one of source.statements) {
    if (!ts.isImportDeclaration(one) || !/(?:^|\/)api\//.test(one.moduleSpecifier.text)) continue;
    const bindings = one.importClause?.namedBindings;
    if (bindings && ts.isNamedImports(bindings))
      for (const named of bindings.elements) names.set(named.name.text, (named.propertyName ?? named.name).text);
  }
  return names;
}

function sending(path, source, writes, offend) {
  const imported = importedFrom(source);
  within(source, (node) => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isPropertyAccessExpression(node) && methods.has(node.name.text) && nameOf(node.expression) === 'api')
      offend(node, `api.${node.name.text} goes past useApiMutation: make it a write of api/writes.ts`);
    if (ts.isElementAccessExpression(node) && nameOf(node.expression) === 'api' && path !== 'src/api/writes.ts')
      offend(node, 'api[…] goes past useApiMutation: make it a write of api/writes.ts');
    if (ts.isNewExpression(node) && nameOf(node.expression) === 'XMLHttpRequest' && !speakers.has(path))
      offend(node, 'only the client and the uploads speak to the network');
    if (!ts.isCallExpression(node)) return;
    const called = nameOf(node.expression);
    if (['fetch', 'sendBeacon'].includes(called) && !speakers.has(path))
      offend(node, 'only the client and the uploads speak to the network');
    if (called === 'perform' && !senders.has(path)) offend(node, 'perform goes past useApiMutation');
    if (called === 'useMutation' && path !== 'src/lib/useApiMutation.ts') offend(node, 'a write of its own: use useApiMutation');
    const write = ts.isIdentifier(node.expression) ? imported.get(called) : undefined;
    if (write && writes.has(write) && isDropped(node)) offend(node, `${called}() only makes a write: hand it to useApiMutation`);
  });
}

const tagOf = (node) => node.tagName.getText();
const typeOf = (node) =>
  node.attributes.properties.find((one) => ts.isJsxAttribute(one) && one.name.getText() === 'type')?.initializer?.text;
const takesText = (node) =>
  typing.has(tagOf(node)) || (tagOf(node) === 'input' && !untyped.has(typeOf(node)) && !isReadOnly(node));
const isReadOnly = (node) =>
  node.attributes.properties.some((one) => ts.isJsxAttribute(one) && one.name.getText() === 'readOnly');

/** The functions of a file that draw something. */
function componentsOf(source) {
  return source.statements.filter((one) => ts.isFunctionDeclaration(one) && /^[A-Z]/.test(one.name?.text ?? ''));
}

function asked(path, source, offend) {
  for (const component of componentsOf(source)) {
    let form = false;
    let text = false;
    let state = false;
    let safe = exempt.has(`${path}#${component.name.text}`);
    within(component, (node) => {
      if (ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node)) {
        if (tagOf(node) === 'form') form = true;
        if (takesText(node)) text = true;
        if (asking.has(tagOf(node))) safe = true;
      }
      if (!ts.isCallExpression(node)) return;
      const called = nameOf(node.expression);
      if (called === 'useState' || called === 'useReducer') state = true;
      if (called === 'useUnsaved' || called === 'useDraft') safe = true;
    });
    if ((form || (text && state)) && !safe)
      offend(component, `${component.name.text} takes what is typed and does not say so to useUnsaved: leaving would lose it`);
  }
}

/** What people typed, by how it is read: one language of a text, or a field of words. */
const typed = new Set(['excuse', 'reason', 'note', 'evidence', 'answer', 'handoverNote', 'fileName']);
const languages = new Set(['lang', 'language', 'second']);
function isTyped(node) {
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)) return isTyped(node.expression);
  if (ts.isConditionalExpression(node)) return isTyped(node.whenTrue) || isTyped(node.whenFalse);
  if (ts.isElementAccessExpression(node)) return languages.has(nameOf(node.argumentExpression));
  if (ts.isPropertyAccessExpression(node)) return typed.has(node.name.text);
  if (!ts.isBinaryExpression(node)) return false;
  const and = node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
  return isTyped(node.right) || (!and && isTyped(node.left));
}
const isOurs = (node) => ts.isCallExpression(node) && nameOf(node.expression) === 't';

/** A typed word among others turns what stands beside it, unless it is isolated; our own words have the page's direction. */
function isolated(source, offend) {
  within(source, (node) => {
    if (!ts.isJsxElement(node) && !ts.isJsxFragment(node)) return;
    const opening = ts.isJsxElement(node) ? node.openingElement : undefined;
    const parts = node.children.filter((one) => !(ts.isJsxText(one) && one.containsOnlyTriviaWhiteSpaces));
    const said = parts.filter((one) => ts.isJsxExpression(one) && one.expression).map((one) => one.expression);
    if (parts.length > 1 && !['bdi', 'option'].includes(opening && tagOf(opening)))
      for (const one of said.filter(isTyped)) offend(one, `${one.getText()} stands among other words: put it into <bdi>`);
    const auto = opening?.attributes.properties.some((one) => one.getText() === 'dir="auto"');
    if (auto && said.some(isOurs))
      offend(opening, 'dir="auto" turns our own words by what somebody typed: put the typed ones into <bdi>');
  });
}

/** What a file does against the rules, one line each. `writes` are the names of all that makes a write. */
export function offencesOf(path, text, writes) {
  const source = parse(path, text);
  const found = [];
  const offend = (node, said) => found.push(`${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${said}`);
  sending(path, source, writes, offend);
  if (/^src\/(?:components|pages)\//.test(path)) {
    asked(path, source, offend);
    isolated(source, offend);
  }
  return found;
}

/** Exceptions that nothing needs any more, so that the list does not outlive its reasons. */
export const needless = (paths, read) =>
  [...exempt.keys()].filter((one) => {
    const [path, name] = one.split('#');
    return !paths.includes(path) || !read(path).includes(`function ${name}(`);
  });
