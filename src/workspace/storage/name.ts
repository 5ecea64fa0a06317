/** The name of the page's database: who only asks whether there is one need not fetch what opens it. */
export const DATABASE = 'cnn-playground';
