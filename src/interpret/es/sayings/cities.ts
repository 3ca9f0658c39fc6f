/** Cities of the zone database as Spanish writes them, where the two differ. */
const names: Readonly<Record<string, string>> = {
  Mexico_City: "Ciudad de México",
  Ciudad_Juarez: "Ciudad Juárez",
  Cancun: "Cancún",
  Merida: "Mérida",
  Mazatlan: "Mazatlán",
  Bogota: "Bogotá",
  Panama: "Panamá",
  Havana: "La Habana",
  Asuncion: "Asunción",
  Cordoba: "Córdoba",
  Tucuman: "Tucumán",
  Canary: "Canarias",
  Sao_Paulo: "São Paulo",
  New_York: "Nueva York",
  Los_Angeles: "Los Ángeles",
  London: "Londres",
  Paris: "París",
  Berlin: "Berlín",
  Rome: "Roma",
  Lisbon: "Lisboa",
  Dublin: "Dublín",
  Brussels: "Bruselas",
  Amsterdam: "Ámsterdam",
  Vienna: "Viena",
  Zurich: "Zúrich",
  Warsaw: "Varsovia",
  Prague: "Praga",
  Athens: "Atenas",
  Istanbul: "Estambul",
  Moscow: "Moscú",
  Copenhagen: "Copenhague",
  Stockholm: "Estocolmo",
  Luxembourg: "Luxemburgo",
  Cairo: "El Cairo",
  Johannesburg: "Johannesburgo",
  Tokyo: "Tokio",
  Seoul: "Seúl",
  Shanghai: "Shanghái",
  Singapore: "Singapur",
  Kolkata: "Calcuta",
  Dubai: "Dubái",
  Sydney: "Sídney",
};

/** The city of a zone in Spanish: `America/Mexico_City` is "Ciudad de México"; a zone without a city keeps its name. */
export function cityOf(id: string): string {
  if (id.startsWith("Etc/") || !id.includes("/")) return id;
  const city = id.slice(id.lastIndexOf("/") + 1);
  return names[city] ?? city.replaceAll("_", " ");
}
