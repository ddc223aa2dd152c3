/** Apart from the other pages because those have a loading state, after which a page cannot answer 404 any more. */
export { default } from '../(app)/layout.tsx';
