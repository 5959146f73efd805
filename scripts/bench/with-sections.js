/** A text with what stands between `<!-- bench:NAME:start -->` and `<!-- bench:NAME:end -->` replaced. */
export const withSections = (text, sections) =>
  text.replace(/(<!-- bench:([a-z-]+):start -->\n)[^]*?(<!-- bench:\2:end -->)/g, (all, start, name, end) =>
    sections.has(name) ? `${start}\n${sections.get(name)}\n\n${end}` : all,
  );
