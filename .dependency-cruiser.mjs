import { uses } from './src/architecture.ts';

const parts = Object.keys(uses);
const folder = (part) => `^src/${part}/`;

/** One rule a part: it may use itself, what the map allows (modules only through index.ts) and packages; nothing else of ours. */
function ruleFor(part) {
  const allowed = [part, ...uses[part]].map((name) => (name !== part && name.startsWith('modules/') ? `^src/${name}/index\\.ts$` : folder(name)));
  const always = ['^node_modules/', '^src/config\\.ts$'];
  return {
    name: `${part} uses only ${uses[part].join(', ') || 'itself'}`,
    severity: 'error',
    from: { path: folder(part), pathNot: '\\.(test|bench|fixture)\\.tsx?$|/scenarios/' },
    to: { pathNot: [...allowed, ...always], dependencyTypesNot: ['core'] },
  };
}

export default {
  forbidden: [
    ...parts.map(ruleFor),
    { name: 'every module is declared in architecture.ts', severity: 'error', from: { path: '^src/modules/', pathNot: parts.map(folder) }, to: {} },
    { name: 'every module is declared in architecture.ts, even one that nobody uses yet', severity: 'error', from: { orphan: true, path: '^src/modules/', pathNot: parts.map(folder) }, to: {} },
    { name: 'no cycles', severity: 'error', from: { path: '^src/' }, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'islands run in the browser: no server code', severity: 'error', from: { path: '/islands/' }, to: { path: ['^src/kernel/(db|files|identity|outbox|notifications|audit|signing|printing)/(?!islands/)', '/store(/|\\.ts)', '^src/platform\\.ts$'] } },
    { name: 'islands use no Node API', severity: 'error', from: { path: '/islands/', pathNot: '\\.test\\.ts$' }, to: { dependencyTypes: ['core'] } },
    { name: 'pages and verbs import no Node API', severity: 'error', from: { path: '^src/modules/', pathNot: ['/(store|cli|import|printing)(/|\\.)', '\\.(test|bench|fixture)\\.tsx?$|/scenarios/', '/demo/'] }, to: { dependencyTypes: ['core'] } },
    { name: 'the product needs no development package', severity: 'error', from: { path: '^src/', pathNot: '\\.(test|bench|fixture)\\.tsx?$|/scenarios/' }, to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown'] } },
    { name: 'every import is found', severity: 'error', from: { path: '^src/' }, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    preserveSymlinks: true,
    tsConfig: { fileName: 'tsconfig.json' },
    // A package that offers its parts by an exports map (csv-parse/sync) is found as Node finds it.
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
