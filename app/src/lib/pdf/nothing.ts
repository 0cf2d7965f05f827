/** In the place of jsPDF's optional parts (HTML, SVG), which nothing here asks for. */
export default undefined;
