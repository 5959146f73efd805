import {
  IsArray,
  IsEmail,
  IsInt,
  IsOptional,
  IsString,
  Max,
  Min,
  validateSync,
  ValidateNested,
} from 'class-validator';
import { isSurelyValid } from './is-surely-valid.js';

class Inner {
  @IsString()
  id: unknown = 'x';
}

class Outer {
  @IsInt()
  @Min(1)
  @Max(9)
  count: unknown = 1;

  @IsOptional()
  @IsString()
  note: unknown = undefined;

  @IsArray()
  @IsInt({ each: true })
  list: unknown = [];

  @ValidateNested()
  inner: unknown = new Inner();
}

const outerWith = (values: object): Outer => Object.assign(new Outer(), values);

describe('isSurelyValid', () => {
  it.each([
    {},
    { count: 9, note: null, list: [1, 2] },
    { note: 'n', inner: [new Inner(), new Inner()] },
    { inner: [] },
  ])('says yes of %j', (values) => {
    expect(isSurelyValid(outerWith(values))).toBe(true);
    expect(validateSync(outerWith(values))).toEqual([]);
  });

  it.each([
    { count: 0 },
    { count: 10 },
    { count: '5' },
    { count: null },
    { note: 1 },
    { list: [1, 'x'] },
    { list: 1 },
    { inner: Object.assign(new Inner(), { id: 1 }) },
    { inner: [new Inner(), Object.assign(new Inner(), { id: 1 })] },
    { inner: 'x' },
    { inner: null },
    { inner: { id: 'x' } },
  ])('says no of %j, and so does class-validator', (values) => {
    expect(isSurelyValid(outerWith(values))).toBe(false);
    expect(validateSync(outerWith(values))).not.toEqual([]);
  });

  it('says no where only class-validator knows', () => {
    class Mail {
      @IsEmail()
      address = 'someone@example.com';
    }
    expect(isSurelyValid(new Mail())).toBe(false);
    expect(isSurelyValid({ anything: 1 })).toBe(false);
    expect(isSurelyValid(outerWith({ list: new Set([1]) }))).toBe(false);
  });

  it('leaves objects without a class to class-validator', () => {
    expect(isSurelyValid(outerWith({ inner: Object.create(null) }))).toBe(false);
  });
});
