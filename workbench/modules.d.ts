declare module '*?gzipped' {
  /** URL of the file, which is compressed where its name ends in `.gz`. */
  const url: string;
  export default url;
}
