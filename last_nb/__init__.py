"""Lightweight skeleton-based action recognition: data, models, distillation and honest measurement.

First calls: the whole job once on synthetic clips (minutes, no GPU), a network by its name, a clip from its file.

    import torch, last_nb
    run, metrics, seconds = last_nb.quickstart(epochs=2)            # the command last_quickstart; a report is in the run folder
    model = last_nb.create_model('nano_e', num_classes=60)          # all names: last_nb.list_models()
    logits = model(torch.zeros(2, 3, 64, 25, 1))                    # clips (N, C, T, V, M) give logits (N, classes)
    clip = last_nb.read_skeleton('S001C001P001R001A001.skeleton')   # joints of each body, its id, the fields of the name

`from last_nb.all import *` gives all public names; `last_train --help` and the other commands explain themselves.
"""
__version__ = "0.1.0"

def __getattr__(name):
    "`last_nb.create_model(…)` without loading anything before it is asked for: the names are those of `last_nb.all`"
    from importlib import import_module
    if name.startswith('_'): raise AttributeError(f"module 'last_nb' has no attribute '{name}'")
    try: return import_module(f'{__name__}.all') if name == 'all' else getattr(import_module(f'{__name__}.all'), name)
    except AttributeError as e: raise AttributeError(str(e).replace('last_nb.all', 'last_nb')) from None

def _find_earlier_modules():
    from importlib import import_module
    try: import_module(f'{__name__}.earlier').install()
    except ModuleNotFoundError: pass      # a kernel carries no modules of before

_find_earlier_modules()

def __dir__():
    from importlib import import_module
    return sorted([*globals(), *import_module(f'{__name__}.all').PUBLIC])
