declare module '*?gzipped' {
  /** URL of the file, which is compressed where its name ends in `.gz`. */
  const url: string;
  // biome-ignore lint/style/noDefaultExport: that is how Vite gives URLs
  export default url;
}
