/** All words of the lessons in Korean. */
import type { Words } from '../types';
import { first } from './first';
import { glossary } from './glossary';
import { page } from './page';
import { second } from './second';
import { training } from './training';

export const ko: Words = { page, glossary, lessons: { ...first, ...second, ...training } };
