"Package metadata, read from settings.ini (the one place that holds it)."
from configparser import ConfigParser
from pathlib import Path

from setuptools import find_packages, setup

here = Path(__file__).parent
config = ConfigParser(delimiters=['='])
config.read(here/'settings.ini', encoding='utf-8')
cfg = config['DEFAULT']
name = cfg['lib_name']     # its room dev stays with the clone: it reads notebooks, which no wheel holds

pythons = '3.10 3.11 3.12 3.13'.split()
classifiers = [
    'Development Status :: 3 - Alpha',
    'Intended Audience :: Science/Research',
    'License :: OSI Approved :: Apache Software License',
    'Natural Language :: ' + cfg['language'],
] + [f'Programming Language :: Python :: {v}' for v in pythons]

extras = {key.removesuffix('_requirements'): cfg[key].split() for key in cfg if key.endswith('_requirements')}
tested = [extras[extra] for extra in ('notebook', 'costs', 'logs', 'rgb', 'export')]       # the tests use all of these
extras['dev'] += sum(tested, [])

setup(
    name=name,
    version=cfg['version'],
    description=cfg['description'],
    keywords=cfg['keywords'],
    long_description=(here/'README.md').read_text(encoding='utf-8'),
    long_description_content_type='text/markdown',
    license='Apache-2.0',
    author=cfg['author'],
    author_email=cfg['author_email'],
    url=cfg['git_url'],
    classifiers=classifiers,
    packages=find_packages(include=[name, f'{name}.*'], exclude=[f'{name}.dev', f'{name}.dev.*']),
    package_data={name: ['pretrained/*.safetensors', 'pretrained/*.json']},
    python_requires='>=' + cfg['min_python'],
    install_requires=cfg['requirements'].split(),
    extras_require=extras,
    entry_points={
        'console_scripts': [line.strip() for line in cfg['console_scripts'].splitlines() if line.strip()],
        'nbdev': [f"{cfg['lib_name']}={cfg['lib_name']}._modidx:d"],
    },
    zip_safe=False,
)
