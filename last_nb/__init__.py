__version__ = "0.1.0"

def __getattr__(name):
    "`last_nb.explore(run)` without loading anything before it is asked for"
    if name == 'explore':
        from .seeing.explorer import explore
        return explore
    raise AttributeError(f"module 'last_nb' has no attribute '{name}'")
