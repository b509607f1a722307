//! Variant characters that a reader takes for the same character.
//!
//! Written forms that Taiwanese offices mix (臺/台, 裏/裡, 峯/峰), old printing forms and the
//! Japanese or Simplified forms that creep in by input method, each mapped to one form. Surnames
//! that are different surnames (凃/涂, 游/遊) are not here.

/// Pairs of (variant, chosen form). No chosen form is itself a variant.
const PAIRS: &str = "\
    臺台 檯台 颱台 裏裡 峯峰 羣群 爲為 僞偽 啓啟 喫吃 嫺嫻 擡抬 棱稜 檐簷 污汙 洩泄 牀床 痹痺 痴癡 皁皂 着著 祕秘 \
    竈灶 糉粽 繮韁 纔才 脣唇 衆眾 覈核 踊踴 鉢缽 鍼針 麪麵 齶顎 綫線 缐線 强強 温溫 録錄 説說 户戶 産產 値值 黄黃 \
    吕呂 証證 恒恆 歳歲 嵗歲 禄祿 黙默 内內 冲沖 况況 决決 凉涼 减減 凑湊 净淨 凈淨 届屆 叙敘 敍敘 厠廁 厨廚 尅剋 \
    犂犁 秃禿 虚虛 鷄雞 鑒鑑 閲閱 税稅 脱脫 鋭銳 悦悅 兑兌 淸清 靑青 緑綠 卽即 旣既 鄕鄉 敎教 絶絕 眞真 愼慎 顔顏 \
    毎每 尙尚 佔占 髪髮 慙慚 册冊 刼劫 匳奩 吿告 甞嘗 嚐嘗 坂阪 塲場 墻牆 壻婿 姊姐 寃冤 寳寶 宝寶 嶋島 嶌島 巖岩 \
    廐廄 廹迫 徧遍 怱匆 悤匆 慼戚 戞戛 拏拿 挿插 掲揭 攷考 敺驅 斈學 晧皓 朶朵 枏楠 柹柿 栢柏 桮杯 盃杯 棊棋 槪概 \
    椁槨 欝鬱 歎嘆 歛斂 殻殼 氷冰 泝溯 遡溯 泪淚 涙淚 湼涅 滙匯 滛淫 潜潛 澁澀 瀬瀨 烟煙 煑煮 煕熙 熈熙 牕窗 窓窗 \
    窻窗 猨猿 瑠琉 瓌瑰 甁瓶 缾瓶 甎磚 塼磚 畊耕 畧略 踈疏 疎疏 盌碗 椀碗 砲炮 硏研 秊年 禀稟 稺稚 窰窯 竪豎 笋筍 \
    箇個 粧妝 粮糧 繈襁 罸罰 翫玩 翶翱 耻恥 聦聰 聴聽 脉脈 脗吻 臈臘 舘館 艶豔 艷豔 菴庵 萠萌 盖蓋 葢蓋 莅蒞 薦荐 \
    藁槁 藷薯 衞衛 裠裙 覇霸 咏詠 譁嘩 讌宴 貍狸 賛贊 踪蹤 辞辭 逈迥 邨村 郞郎 隣鄰 鈎鉤 銹鏽 鎻鎖 鏁鎖 閧鬨 隽雋 \
    霤溜 靭韌 韮韭 韵韻 頴穎 飃飄 餧餵 餚肴 駡罵 鬪鬥 鬬鬥 鰐鱷 鱓鱔 鳬鳧 鴈雁 鵞鵝 鷰燕 鹸鹼 麤粗 鼇鰲 龝秋 卧臥 \
    单單 静靜 彦彥 増增 徳德 徴徵 壮壯 姫姬 尭堯 槇槙 濶闊 焔焰 瑶瑤 竒奇 筝箏 繍繡 翆翠 藴蘊 蘓蘇 栄榮 鉄鐵 銕鐵 \
    錬鍊 鐡鐵 霊靈 頼賴 駅驛 髙高 亀龜 仭仞 侠俠 効效 勲勳 勛勳 勅敕 敇敕 厳嚴 参參 叅參 吴吳 呉吳 壱壹 弍貳 貮貳 \
    弐貳 寜寧 専專 峡峽 巌岩 幇幫 幚幫 広廣 弾彈 従從 恵惠 応應 戦戰 戯戲 戱戲 挙舉 擧舉 拠據 携攜 擕攜 収收 旧舊 \
    暁曉 権權 欵款 残殘 沢澤 浄淨 浜濱 渇渴 済濟 渓溪 谿溪 溌潑 満滿 営營 爕燮 犠犧 奬獎 献獻 瑯琅 畄留 畱留 疉疊 \
    発發 県縣 砕碎 礼禮 称稱 穂穗 穏穩 竜龍 継繼 続續 総總 縄繩 聡聰 肃肅 臓臟 薬藥 蔵藏 処處 蚕蠶 蛍螢 蛮蠻 観觀 \
    覚覺 覧覽 触觸 訳譯 読讀 変變 譲讓 豊豐 転轉 軽輕 輙輒 迩邇 逓遞 遅遲 遥遙 釈釋 鉱礦 鑛礦 銭錢 鋳鑄 関關 闗關 \
    陥陷 険險 隠隱 雑雜 顕顯 顋腮 駆驅 験驗 騒騷 髄髓 鶏雞 麦麥 黒黑 点點 斎齋 齢齡 歯齒";

/// The chosen form of `c`, which is `c` itself for most characters.
pub(crate) fn chosen(c: char) -> char {
    match table().binary_search_by_key(&c, |pair| pair.0) {
        Ok(at) => table()[at].1,
        Err(_) => c,
    }
}

/// The pairs, sorted once.
fn table() -> &'static [(char, char)] {
    static TABLE: std::sync::OnceLock<Vec<(char, char)>> = std::sync::OnceLock::new();
    TABLE.get_or_init(|| {
        let mut pairs: Vec<(char, char)> = PAIRS
            .split_ascii_whitespace()
            .filter_map(|pair| {
                let mut letters = pair.chars();
                Some((letters.next()?, letters.next()?))
            })
            .collect();
        pairs.sort_unstable();
        pairs
    })
}

#[cfg(test)]
mod tests {
    use super::{chosen, table};

    #[test]
    fn every_pair_leads_to_a_form_that_stays() {
        for pair in table().windows(2) {
            assert!(pair[0].0 < pair[1].0, "{} is there twice", pair[0].0);
        }
        for (variant, form) in table() {
            assert_ne!(variant, form);
            assert_eq!(chosen(*form), *form, "{variant} leads to a variant");
        }
        assert_eq!(chosen('臺'), '台');
        assert_eq!(chosen('凃'), '凃');
    }
}
