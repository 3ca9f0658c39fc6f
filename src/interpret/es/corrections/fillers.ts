/** What is only called out: "ay", "uy no", "mmm". */
export const interjections = new Set(
  "ay uy ah eh oye che mira bueno ok vale ojo uf jaja jajaja jeje ups oops mmm hmm no perdon perdona disculpa sorry pues claro orale nel dexter listo fijate sabes ver espera espere esperate esperame aguanta momento".split(
    " ",
  ),
);

/** Words of a correction that carry nothing. */
export const fillers = new Set(
  "no si mejor es seria son quiero quise queria decir perdon disculpa perdona solo solamente unicamente nada mas por favor porfa gracias en a al de del el la los las lo y o u e me se le que eso esto esta este pero entonces bueno ok vale hora horario dia dias dexter preferiria prefiero bien digo realmente realidad nomas zona horaria gustaria podria podrias puedes podes podemos pueden puede ser asi con se trata tarea correcta correcto nueva nuevo para todavia siempre justo tal vez hacia otra otro uy ay ah eh sorry equivoque corrijo era eran iba iban seria todo tambien oye che mira necesito ahora con casi ojo uf nel jaja jajaja jeje ups oops mmm hmm pues claro listo mil cuando van cual tiene tienen uno una vez quiere recien apenas entonces sale orale va".split(
    " ",
  ),
);

/** What people say around a change, and what says nothing of it: "perdón la molestia", "error mío", "dedo gordo". */
export const remarks = new Set(
  "disculpas pobre pobrecito pobrecita molestia molestias lata error errores mio mia dedo dedos gordo culpa despiste despistado despistada tonto tonta torpe burro burra cabeza mala memoria correccion cambio cambios planes plan prisa prisas autocorrector teclado celular movil cafe pregunta duda favorcito lio confusion problema drama pena verguenza tarde temprano mucho muchisimo demasiado poco poquito exagerado exageracion pronto serio verdad honestamente francamente ideal genial posible demasiada seguido porfis please plis amable gracia igual ahorita tampoco muy".split(
    " ",
  ),
);
