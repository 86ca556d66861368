// What badly behaved pages do to the objects that all scripts share.
Array.prototype.zomaar = "van de pagina";
Array.prototype.includes = () => true;
