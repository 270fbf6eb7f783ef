import { memo, type ReactElement } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { Scroller } from "./scroller.js";

const components: Components = {
  // A link says where it leads, and the other side learns nothing of this page. One that leads to
  // code has no address left.
  a: ({ href, children }) =>
    href ? (
      <a href={href} title={href} target="_blank" rel="noreferrer">
        {children}
      </a>
    ) : (
      children
    ),
  // A picture would tell its server that somebody reads this.
  img: ({ src, alt }) => (
    <span className="quiet">
      [{alt ?? "picture"}: {String(src)}]
    </span>
  ),
  pre: ({ children }) => (
    <Scroller className="code" label="Code">
      <pre>{children}</pre>
    </Scroller>
  ),
  table: ({ children }) => (
    <Scroller className="table" label="Table">
      <table>{children}</table>
    </Scroller>
  ),
};

/** What the model writes. HTML in it stays text. */
export const Markdown = memo(
  ({ text }: { readonly text: string }): ReactElement => (
    <div className="markdown">
      <ReactMarkdown remarkPlugins={[remarkGfm]} components={components}>
        {text}
      </ReactMarkdown>
    </div>
  ),
);
