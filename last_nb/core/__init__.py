"Errors, files, locks, workers, progress; the names of the module of before are looked up where they are now"
def __getattr__(name):
    if name.startswith('_'): raise AttributeError(name)
    from importlib import import_module
    return import_module('last_nb.earlier').look_up_earlier('core', name)
