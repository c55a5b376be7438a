import { describe, expect, it } from 'vitest';
import { assign, parseAssignment } from '../../../src/main/hosts/cli/config-paths.ts';

const set = (config: Record<string, unknown>, ...texts: string[]) => assign(config, texts.map(parseAssignment));

describe('--set', () => {
  it('reads values as JSON, else as text', () => {
    expect(set({}, 'epochs=5', 'shuffle=false', 'name=5 cats', 'clipNorm=null', 'data.features=["a","b"]')).toEqual({
      epochs: 5, shuffle: false, name: '5 cats', clipNorm: null, data: { features: ['a', 'b'] },
    });
  });

  it('keeps everything after the first = as the value', () => {
    expect(set({}, 'name=a=b')).toEqual({ name: 'a=b' });
  });

  it('begins with the default network where the config has none', () => {
    const { network } = set({}, 'network.0.units=16') as { network: { layer: string; units?: number }[] };
    expect(network.map(({ layer, units }) => units ?? layer)).toEqual([16, 'relu', 24, 'relu', 'dense', 'softmax']);
  });

  it('begins with the default optimizer where the config has none', () => {
    expect(set({}, 'optimizer.learningRate=0.1')).toEqual({ optimizer: { name: 'adam', learningRate: 0.1 } });
  });

  it('begins an optimizer anew with its name, in whatever order they are written', () => {
    const config = { optimizer: { name: 'adam', beta1: 0.8 } };
    for (const texts of [['optimizer.name=sgd', 'optimizer.learningRate=0.1'], ['optimizer.learningRate=0.1', 'optimizer.name=sgd']])
      expect(set(config, ...texts)).toEqual({ optimizer: { name: 'sgd', learningRate: 0.1 } });
  });

  it('keeps what an optimizer has when its name stays the same', () => {
    expect(set({ optimizer: { name: 'adam', beta1: 0.8 } }, 'optimizer.name=adam')).toEqual({ optimizer: { name: 'adam', beta1: 0.8 } });
  });

  it('turns a layer into another one', () => {
    expect(set({ network: [{ layer: 'dropout', rate: 0.2 }] }, 'network.0.layer=relu')).toEqual({ network: [{ layer: 'relu' }] });
  });

  it('makes an object where the config says null', () => {
    expect(set({ earlyStopping: null }, 'earlyStopping.patience=3')).toEqual({ earlyStopping: { patience: 3 } });
  });

  it('does not touch the config that it was given', () => {
    const config = { data: { set: 'iris' } };
    set(config, 'data.set=wine');
    expect(config.data.set).toBe('iris');
  });

  it('cannot reach into prototypes', () => {
    for (const text of ['__proto__.x=1', 'a.__proto__.x=1', 'constructor.prototype.x=1']) expect(() => parseAssignment(text)).toThrow('not the name of a setting');
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});
