"""Titles and abbreviations in Portuguese."""

from __future__ import annotations

from frontend.text.normalisation.european.grammar import pairs

# Where a name follows.
TITLES = pairs("""
    sr: senhor, sra: senhora, srta: senhorita, srs: senhores, sras: senhoras, dr: doutor,
    dra: doutora, drs: doutores, prof.: professor, profa.: professora,
    profª: professora, prof.ª: professora, eng.: engenheiro, engº: engenheiro, arq.: arquiteto,
    gen.: general, cel.: coronel, cap.: capitão, ten.: tenente, pe.: padre, sto.: santo,
    sta.: santa, bl.: bloco, exmo.: excelentíssimo, exma.: excelentíssima, ilmo.: ilustríssimo
""")

# Where a number follows.
BEFORE_NUMBERS = pairs("""
    n.º: número, nº: número, n°: número, núm.: número, séc.: século, p.: página, pp.: páginas,
    pág.: página, págs.: páginas, art.: artigo, arts.: artigos, cap.: capítulo, vol.: volume,
    fig.: figura, tel.: telefone, ap.: apartamento, apto.: apartamento, máx.: máximo,
    mín.: mínimo, ed.: edição, tab.: tabela, cód.: código, op.: opus, cj.: conjunto, bl.: bloco,
    inc.: inciso, plat.: plataforma, ref.: referência
""")

# Anywhere.
ABBREVIATIONS = pairs("""
    etc.: etcétera, p. ex.: por exemplo, ex.: exemplo, a. C.: antes de Cristo,
    d. C.: depois de Cristo, av.: avenida, r.: rua, pça.: praça, al.: alameda, rod.: rodovia,
    próx.: próximo, tel.: telefone, cia.: companhia, ltda.: limitada, depto.: departamento,
    aprox.: aproximadamente, obs.: observação, vs.: contra, E. U. A.: Estados Unidos,
    EUA: Estados Unidos, s. f. f.: se faz favor, att.: atenciosamente, and.: andar, cx.: caixa,
    a. a.: ao ano, A/C: aos cuidados de, s/n: sem número, sáb.: sábado, esq.: esquerdo
""")
