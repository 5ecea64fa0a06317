/** All the English text of the lessons. */
import type { CourseWords } from '../types';
import { first } from './first';
import { glossary } from './glossary';
import { page } from './page';
import { second } from './second';
import { training } from './training';

export const en = { page, glossary, lessons: { ...first, ...second, ...training } satisfies CourseWords };
