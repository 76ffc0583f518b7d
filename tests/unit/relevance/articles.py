"""Articles of our own, of both classes: title, text."""

CORE = {
    "shelling": (
        "Nine dead as market town comes under fire",
        (
            "Artillery rounds hit a market in the border town before noon, killing nine people, the governor said. "
            "Troops on the other bank of the river had been massing since the weekend, and residents said drones "
            "circled overhead through the night."
        ),
    ),
    "truce": (
        "Rebels and government sign truce in neutral capital",
        (
            "Negotiators for the rebels and the government signed a ceasefire on Friday after nine days of talks. Both "
            "sides will pull back heavy weapons from the front line, and a prisoner exchange is to follow within a "
            "month, the mediators said."
        ),
    ),
    "protest": (
        "Police fire tear gas at protesters outside parliament",
        (
            "Riot police used tear gas and water cannon against thousands of demonstrators who demanded the "
            "president's resignation. Protesters set up barricades and 40 people were detained, a rights group said."
        ),
    ),
    "repression": (
        "Newspaper raided, editor detained in crackdown on dissent",
        (
            "Security forces raided the country's last independent newspaper and detained its editor and four "
            "journalists, accusing them of inciting unrest. Opposition activists said the arrests were part of a wider "
            "crackdown before the election."
        ),
    ),
    "hostages": (
        "Kidnapped aid workers freed by militants after eight weeks",
        (
            "Three aid workers held hostage by an armed group were released on Tuesday and handed to peacekeepers. The "
            "militants had demanded that the army withdraw from two districts."
        ),
    ),
    "trial": (
        "Court sentences two for bombing of railway station",
        (
            "Two men were sentenced to life in prison for the suicide bombing that killed 17 people at a railway "
            "station. Prosecutors said the militants had planned further attacks against security forces."
        ),
    ),
    "sanctions": (
        "Ministers agree new sanctions over invasion",
        (
            "Foreign ministers agreed on a package of sanctions against officers and arms makers involved in the "
            "invasion, freezing assets and banning travel. The neighbour's government welcomed the sanctions and asked "
            "for more military aid."
        ),
    ),
    "test": (
        "Military test-fires ballistic missile into the sea",
        (
            "The army launched a ballistic missile towards the eastern sea at dawn, the neighbouring military said, "
            "days after it condemned joint naval exercises as a threat."
        ),
    ),
}
NONE = {
    "cooking": (
        "Chef shares the secret of her lentil soup",
        (
            "Simmer the onions slowly, says the owner of the small restaurant, and add the cumin only at the end. The "
            "recipe serves four and keeps for three days in the fridge."
        ),
    ),
    "price_war": (
        "Supermarkets launch price war on milk and bread",
        (
            "Two supermarket chains cut prices again on Monday, and analysts said that rivals would have to follow to "
            "defend their market share. Shares in both retailers fell three percent."
        ),
    ),
    "football": (
        "Late strike sinks visitors in cup battle",
        (
            "The striker's shot in the last minute settled a fierce cup match and sent the home fans into raptures. "
            "The coach praised his defence and said the team would attack the league with the same spirit."
        ),
    ),
    "heart_attack": (
        "Novelist dies of heart attack at 81",
        (
            "The author of eleven novels died in hospital on Sunday after a heart attack, her publisher said. Her last "
            "book won a literary prize and was made into a film."
        ),
    ),
    "robbery": (
        "Jewellery shop robbed of watches",
        (
            "Police are looking for three robbers who took watches worth a small fortune from a jewellery shop. Nobody "
            "was hurt, and the stolen car was found at a shopping centre."
        ),
    ),
    "film": (
        "Review: a noisy epic with more blasts than heart",
        (
            "The film's director has never met a set piece that he did not like. The actors do what they can with a "
            "thin script, and the audience at the premiere laughed in the wrong places."
        ),
    ),
    "weather": (
        "Heavy rain expected along the coast",
        (
            "Forecasters expect heavy rain and strong winds along the coast from Wednesday, with temperatures below "
            "average. Farmers have been told to bring in the harvest."
        ),
    ),
    "economy": (
        "Central bank holds interest rate as inflation eases",
        (
            "The central bank kept its interest rate unchanged on Thursday, saying inflation had slowed and exports "
            "were recovering. The currency gained against the dollar."
        ),
    ),
}
