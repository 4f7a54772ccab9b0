"""Portuguese of Brazil as it is written, and as it is said."""

import pytest

from frontend.text.normalisation import normalise
from tests.support.readings import readings

READINGS = readings("""
-- numbers
Restam 7 lugares. => Restam sete lugares.
Éramos 21. => Éramos vinte e um.
Há 80 degraus e 200 janelas. => Há oitenta degraus e duzentas janelas.
Vieram 22 pessoas e 2 gatos. => Vieram vinte e duas pessoas e dois gatos.
Vendeu 1 000 entradas. => Vendeu mil entradas.
Um estádio de 45.000 lugares. => Um estádio de quarenta e cinco mil lugares.
Somos 8.000.000.000 no mundo. => Somos oito bilhões no mundo.
Hoje fez -12 lá fora. => Hoje fez menos doze lá fora.
O agente 007. => O agente zero zero sete.
Falta 1 cadeira e 1 copo. => Falta uma cadeira e um copo.
-- decimals
A nota é 14,5. => A nota é catorze vírgula cinco.
Pi vale 3,1416. => Pi vale três vírgula um quatro um seis.
Uma margem de 0,05 apenas. => Uma margem de zero vírgula zero cinco apenas.
Cerca de 3,2 milhões de visitantes. => Cerca de três vírgula dois milhões de visitantes.
A média é 1.250,75. => A média é mil duzentos e cinquenta vírgula sete cinco.
-- ordinals
O 1º andar e a 1ª porta. => O primeiro andar e a primeira porta.
O 2.º turno e a 21ª fila. => O segundo turno e a vigésima primeira fila.
Chegou em 5º lugar. => Chegou em quinto lugar.
A 100ª vez. => A centésima vez.
-- fractions
Junte 1/2 xícara e 3/4 de farinha. => Junte meia xícara e três quartos de farinha.
Faltam 2/3 do caminho. => Faltam dois terços do caminho.
Ponha ½ l de leite. => Ponha meio litro de leite.
Aberto 24/7. => Aberto vinte e quatro sobre sete.
Uma parte de 1/12. => Uma parte de um doze avos.
-- percent
Uma alta de 3 %. => Uma alta de três por cento.
Entre 12,5% e 20 %. => Entre doze vírgula cinco por cento e vinte por cento.
Uns 5-10 % ao ano. => Uns cinco a dez por cento ao ano.
Uma taxa de 2 ‰. => Uma taxa de dois por mil.
-- money
Custa R$ 3,50. => Custa três reais e cinquenta centavos.
O aluguel é de R$ 1.250,50. => O aluguel é de mil duzentos e cinquenta reais e cinquenta centavos.
Um empréstimo de R$ 250.000. => Um empréstimo de duzentos e cinquenta mil reais.
Um orçamento de R$ 20 mi. => Um orçamento de vinte milhões de reais.
Um contrato de R$ 1,5 bi. => Um contrato de um vírgula cinco bilhão de reais.
Ganhou R$ 20 mil. => Ganhou vinte mil reais.
Uma dívida de R$ 5 milhões. => Uma dívida de cinco milhões de reais.
Um bilhete de US$ 5 ou de 4 £. => Um bilhete de cinco dólares americanos ou de quatro libras.
Recebeu 300 CHF e € 50. => Recebeu trezentos francos suíços e cinquenta euros.
O preço é R$ 3/kg. => O preço é três reais por quilograma.
Conte com 10–20 €. => Conte com dez a vinte euros.
Uma multa de R$ 0,80. => Uma multa de oitenta centavos.
Uma rodada de $1.5M. => Uma rodada de um vírgula cinco milhão de dólares.
Pagou R$ 1 e 21 libras. => Pagou um real e vinte e uma libras.
-- dates
Dia 14/07/1789. => Dia catorze de julho de mil setecentos e oitenta e nove.
Nasceu em 3/10/2024. => Nasceu em três de outubro de dois mil e vinte e quatro.
Dia 1º de maio de 1968. => Dia primeiro de maio de mil novecentos e sessenta e oito.
Em 1 de janeiro de 2000. => Em primeiro de janeiro de dois mil.
Reunião em 2024-10-03. => Reunião em três de outubro de dois mil e vinte e quatro.
De 12 a 15 de junho. => De doze a quinze de junho.
Em 4 de fev. de 2021. => Em quatro de fevereiro de dois mil e vinte e um.
O encontro é dia 5/11. => O encontro é dia cinco de novembro.
-- years and decades
Em 1998, depois em 2024. => Em mil novecentos e noventa e oito, depois em dois mil e vinte e quatro.
Os anos 60 e 70. => Os anos sessenta e setenta.
A guerra de 1914-1918. => A guerra de mil novecentos e catorze a mil novecentos e dezoito.
A temporada 2023-24. => A temporada dois mil e vinte e três vinte e quatro.
Em 2024 eu comprei vinte maçãs na feira.
    => Em dois mil e vinte e quatro eu comprei vinte maçãs na feira.
-- times
O trem sai às 14h30. => O trem sai às catorze horas e trinta.
Acordo às 7h. => Acordo às sete horas.
Às 8:05 em ponto. => Às oito horas e cinco em ponto.
O filme dura 2 h. => O filme dura duas horas.
São 9:45. => São nove horas e quarenta e cinco.
Fecha às 3 pm. => Fecha às três horas da tarde.
Um recorde de 2:03:59. => Um recorde de duas horas e três minutos e cinquenta e nove segundos.
-- ranges and scores
Leia as páginas 12-15. => Leia as páginas doze a quinze.
Ganharam 3-1. => Ganharam três a um.
Empate 2-2. => Empate dois a dois.
Para 4–6 pessoas. => Para quatro a seis pessoas.
-- measures
Faz 25 °C. => Faz vinte e cinco graus Celsius.
Fez -5°C. => Fez menos cinco graus Celsius.
Asse a 40–60 °C. => Asse a quarenta a sessenta graus Celsius.
Dirigir a 130 km/h. => Dirigir a cento e trinta quilômetros por hora.
Um saco de 3,5 kg. => Um saco de três vírgula cinco quilogramas.
Um apartamento de 45 m². => Um apartamento de quarenta e cinco metros quadrados.
Um jardim de 200 m2. => Um jardim de duzentos metros quadrados.
Um consumo de 350 kWh. => Um consumo de trezentos e cinquenta quilowatts-hora.
Um disco de 500 GB. => Um disco de quinhentos gigabytes.
A 30 min daqui. => A trinta minutos daqui.
Uma sala de 3 m x 4 m. => Uma sala de três metros por quatro metros.
Um ângulo de 90°. => Um ângulo de noventa graus.
Pesa 1 t e leva 2 h. => Pesa uma tonelada e leva duas horas.
-- telephone and codes
Ligue para (11) 98765-4321. => Ligue para um um, nove oito sete seis cinco, quatro três dois um.
Telefone: 3333-4444. => Telefone: três três três três, quatro quatro quatro quatro.
De fora, +55 11 98765-4321.
    => De fora, mais cinco cinco, um um, nove oito sete seis cinco, quatro três dois um.
ISBN 978-85-359-0277-8.
    => ISBN nove sete oito, oito cinco, três cinco nove, zero dois sete sete, oito.
O servidor 192.168.1.10 responde.
    => O servidor um nove dois ponto um seis oito ponto um ponto um zero responde.
A versão 2.10.1 saiu. => A versão dois ponto dez ponto um saiu.
Teste a v3.2. => Teste a versão três ponto dois.
Cartão 1234567890123456.
    => Cartão um dois três quatro cinco seis sete oito nove zero um dois três quatro cinco seis.
-- Roman numerals
Dom Pedro II e Luís XIV. => Dom Pedro segundo e Luís catorze.
Isabel II da Inglaterra. => Isabel segunda da Inglaterra.
O papa João XXIII e Bento XVI. => O papa João vinte e três e Bento dezesseis.
No século XIX e no século V. => No século dezenove e no século quinto.
Veja o capítulo IV do tomo II. => Veja o capítulo quatro do tomo dois.
-- titles and abbreviations
O Sr. Lima e a Sra. Costa. => O Senhor Lima e a Senhora Costa.
A Dra. Reis e o Dr. Melo. => A Doutora Reis e o Doutor Melo.
Mora na Av. Central, 12. => Mora na Avenida Central, doze.
Veja a pág. 12, art. 5, nº 3. => Veja a página doze, artigo cinco, número três.
Em 52 a.C. => Em cinquenta e dois antes de Cristo.
Pão, sal, etc. => Pão, sal, etcétera.
-- capitals
O VELHO CAMINHAVA DEVAGAR. => o velho caminhava devagar.
A ONU e a OTAN se reúnem. => A ONU e a OTAN se reúnem.
-- addresses
Escreva a clara.lima@exemplo.com.br.
    => Escreva a clara ponto lima arroba exemplo ponto com ponto BR.
Visite www.exemplo.com/ajuda. => Visite WWW ponto exemplo ponto com barra ajuda.
Siga @claralima e #Lisboa2024. => Siga arroba claralima e hashtag Lisboa dois mil e vinte e quatro.
-- formulas and symbols
2 + 2 = 4. => dois mais dois é igual a quatro.
Seja x² + y² = z². => Seja x ao quadrado mais y ao quadrado é igual a z ao quadrado.
10² m e 2³. => dez ao quadrado metros e dois ao cubo.
A água é H₂O. => A água é H dois O.
10^6 células. => dez elevado a seis células.
Lima & Filhos, § 5. => Lima e Filhos, parágrafo cinco.
3 × 4 = 12. => três vezes quatro é igual a doze.
-- what is unclear stays
Disse que sim, que não, e mais nada. => Disse que sim, que não, e mais nada.
O voo AF447 e a sala B12. => O voo AF quatrocentos e quarenta e sete e a sala B doze.
-- codes and sizes
Mede 1m80, assento 23A. => Mede um metro oitenta, assento vinte e três A.
Página 3/10, etapa 1/3. => Página três sobre dez, etapa um sobre três.
Aberto 9h-18h, desconto de 5%-10%.
    => Aberto nove horas a dezoito horas, desconto de cinco por cento a dez por cento.
Consome 5 l/100 km. => Consome cinco litros por cem quilômetros.
No séc. XIX e no séc. V. => No século dezenove e no século quinto.
Vence 05/2024. => Vence maio de dois mil e vinte e quatro.
CPF 123.456.789-09. => CPF um dois três, quatro cinco seis, sete oito nove, zero nove.
Dura 2½ horas, às 2 e às 21. => Dura duas horas e meia, às duas e às vinte e uma.
O jogo acabou 2 x 1, no III milênio. => O jogo acabou dois a um, no terceiro milênio.
""")


@pytest.mark.parametrize(("written", "said"), READINGS, ids=[written for written, _ in READINGS])
def test_it_is_said_as_a_person_would(written: str, said: str) -> None:
    assert normalise(written, "pt").text == said
