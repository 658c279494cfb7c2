PRAGMA application_id=1129467220;
PRAGMA user_version=2;
CREATE TABLE change ( id INTEGER NOT NULL, step INTEGER NOT NULL, tbl TEXT NOT NULL, op TEXT NOT NULL, "row" INTEGER NOT NULL, row_to INTEGER NOT NULL, cols TEXT, old TEXT, packed BLOB, PRIMARY KEY (id) ) STRICT;
CREATE TABLE contact ( name TEXT NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL, company_id INTEGER, city TEXT NOT NULL, source TEXT NOT NULL, birthday TEXT, note TEXT NOT NULL, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name_key TEXT NOT NULL, created_at TEXT NOT NULL, deleted_at TEXT, nickname TEXT DEFAULT '' NOT NULL, job_title TEXT DEFAULT '' NOT NULL, FOREIGN KEY(company_id) REFERENCES contact (id) ) STRICT;
CREATE TABLE contact_extra ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, contact_id INTEGER NOT NULL, vcard TEXT NOT NULL, UNIQUE (contact_id), FOREIGN KEY(contact_id) REFERENCES contact (id) ) STRICT;
CREATE TABLE contact_point ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, contact_id INTEGER NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, "key" TEXT NOT NULL, label TEXT NOT NULL, preferred INTEGER NOT NULL, FOREIGN KEY(contact_id) REFERENCES contact (id) ) STRICT;
CREATE TABLE contact_tag ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, contact_id INTEGER NOT NULL, tag_id INTEGER NOT NULL, UNIQUE (contact_id, tag_id), FOREIGN KEY(contact_id) REFERENCES contact (id), FOREIGN KEY(tag_id) REFERENCES tag (id) ) STRICT;
CREATE TABLE current_step ( id INTEGER NOT NULL, step INTEGER NOT NULL, PRIMARY KEY (id) ) STRICT;
CREATE TABLE customer_stats ( contact_id INTEGER NOT NULL, purchases INTEGER NOT NULL, first_at TEXT, last_at TEXT, gross INTEGER NOT NULL, refunds INTEGER NOT NULL, PRIMARY KEY (contact_id), FOREIGN KEY(contact_id) REFERENCES contact (id) ) STRICT;
CREATE TABLE file_choice ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, header TEXT NOT NULL, kind TEXT NOT NULL, choices TEXT NOT NULL, UNIQUE (header, kind) ) STRICT;
CREATE TABLE interaction ( at TEXT NOT NULL, text TEXT NOT NULL, channel TEXT NOT NULL, direction TEXT, purpose TEXT, outcome TEXT, minutes INTEGER, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, contact_id INTEGER NOT NULL, thread TEXT DEFAULT '' NOT NULL, FOREIGN KEY(contact_id) REFERENCES contact (id) ) STRICT;
CREATE TABLE purchase ( at TEXT NOT NULL, amount INTEGER NOT NULL, ref TEXT NOT NULL, note TEXT NOT NULL, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, contact_id INTEGER, refund_of INTEGER, FOREIGN KEY(contact_id) REFERENCES contact (id), FOREIGN KEY(refund_of) REFERENCES purchase (id) ) STRICT;
CREATE TABLE purchase_line ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, purchase_id INTEGER NOT NULL, item TEXT NOT NULL, sku TEXT NOT NULL, quantity INTEGER NOT NULL, amount INTEGER NOT NULL, FOREIGN KEY(purchase_id) REFERENCES purchase (id) ) STRICT;
CREATE TABLE search_dirty ( contact_id INTEGER NOT NULL, PRIMARY KEY (contact_id) ) STRICT;
CREATE VIRTUAL TABLE search_index USING fts5(text, content='search_key', content_rowid='contact_id', tokenize='trigram', detail=none);
CREATE TABLE search_key ( contact_id INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (contact_id) ) STRICT;
CREATE TABLE search_pending ( lo INTEGER NOT NULL, hi INTEGER NOT NULL, PRIMARY KEY (lo) ) STRICT;
CREATE TABLE setting ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, "key" TEXT NOT NULL, value TEXT NOT NULL, UNIQUE ("key") ) STRICT;
CREATE TABLE source_ref ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, kind TEXT NOT NULL, ref TEXT NOT NULL, row_id INTEGER NOT NULL, digest TEXT NOT NULL, UNIQUE (source, kind, ref) ) STRICT;
CREATE TABLE step ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, label TEXT NOT NULL, changes INTEGER NOT NULL, bulk INTEGER NOT NULL, undoes INTEGER, undone_by INTEGER ) STRICT;
CREATE TABLE tag ( id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, "key" TEXT NOT NULL, UNIQUE ("key") ) STRICT;
CREATE TABLE task ( text TEXT NOT NULL, due TEXT, all_day INTEGER NOT NULL, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, contact_id INTEGER, created_at TEXT NOT NULL, done_at TEXT, FOREIGN KEY(contact_id) REFERENCES contact (id) ) STRICT;
CREATE INDEX ix_change_row ON change (tbl, "row");
CREATE INDEX ix_change_step ON change (step);
CREATE INDEX ix_contact_company_id ON contact (company_id);
CREATE INDEX ix_contact_name ON contact (name_key, id) WHERE deleted_at IS NULL;
CREATE INDEX ix_contact_point_contact_id ON contact_point (contact_id);
CREATE INDEX ix_contact_point_key ON contact_point (kind, "key");
CREATE INDEX ix_contact_tag_tag_id ON contact_tag (tag_id);
CREATE INDEX ix_customer_stats_gross ON customer_stats (gross);
CREATE INDEX ix_customer_stats_last ON customer_stats (last_at);
CREATE INDEX ix_interaction_contact ON interaction (contact_id, at);
CREATE INDEX ix_interaction_thread ON interaction (thread) WHERE thread <> '';
CREATE INDEX ix_purchase_at ON purchase (at);
CREATE INDEX ix_purchase_contact ON purchase (contact_id, at, amount);
CREATE INDEX ix_purchase_line_purchase_id ON purchase_line (purchase_id);
CREATE INDEX ix_purchase_refund_of ON purchase (refund_of);
CREATE INDEX ix_task_contact_id ON task (contact_id);
CREATE INDEX ix_task_due ON task (due) WHERE done_at IS NULL;
CREATE TABLE alembic_version ( version_num TEXT NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num) );
INSERT INTO change VALUES(1,1,'setting','I',2,2,NULL,NULL,NULL);
INSERT INTO change VALUES(2,2,'contact','I',1,1,NULL,NULL,NULL);
INSERT INTO change VALUES(3,2,'contact_point','I',1,1,NULL,NULL,NULL);
INSERT INTO change VALUES(4,2,'tag','I',1,1,NULL,NULL,NULL);
INSERT INTO change VALUES(5,2,'contact_tag','I',1,1,NULL,NULL,NULL);
INSERT INTO change VALUES(6,2,'contact','I',2,2,NULL,NULL,NULL);
INSERT INTO change VALUES(7,2,'contact','U',1,1,'name,kind,status,company_id,city,source,birthday,note,id,name_key,created_at,deleted_at,nickname,job_title','''Ali Rezaei'',''person'',''lead'',NULL,''Tehran'','''',NULL,'''',1,''ali rezaei'',''2026-11-26T02:28:23Z'',NULL,'''',''''',NULL);
INSERT INTO change VALUES(8,3,'contact','I',3,3,NULL,NULL,NULL);
INSERT INTO change VALUES(9,3,'contact_point','I',2,2,NULL,NULL,NULL);
INSERT INTO change VALUES(10,3,'contact_point','I',3,3,NULL,NULL,NULL);
INSERT INTO change VALUES(11,4,'interaction','I',1,1,NULL,NULL,NULL);
INSERT INTO change VALUES(12,5,'task','I',1,1,NULL,NULL,NULL);
INSERT INTO change VALUES(13,6,'purchase','I',1,1,NULL,NULL,NULL);
INSERT INTO change VALUES(14,6,'purchase_line','I',1,1,NULL,NULL,NULL);
INSERT INTO change VALUES(15,6,'contact','U',1,1,'name,kind,status,company_id,city,source,birthday,note,id,name_key,created_at,deleted_at,nickname,job_title','''Ali Rezaei'',''person'',''lead'',2,''Tehran'','''',NULL,'''',1,''ali rezaei'',''2026-11-26T02:28:23Z'',NULL,'''',''''',NULL);
INSERT INTO change VALUES(16,7,'purchase','I',2,2,NULL,NULL,NULL);
INSERT INTO change VALUES(17,7,'contact','U',3,3,'name,kind,status,company_id,city,source,birthday,note,id,name_key,created_at,deleted_at,nickname,job_title','''زهرا کریمی'',''person'',''lead'',NULL,'''','''',''1991-03-22'',''likes tea'',3,''زهرا کریمی'',''2026-11-26T02:28:23Z'',NULL,'''',''''',NULL);
INSERT INTO change VALUES(18,8,'purchase','I',3,3,NULL,NULL,NULL);
INSERT INTO change VALUES(19,9,'contact','R',4,4,NULL,NULL,NULL);
INSERT INTO change VALUES(20,9,'contact_point','R',4,5,NULL,NULL,NULL);
INSERT INTO change VALUES(21,9,'source_ref','R',1,1,NULL,NULL,NULL);
INSERT INTO change VALUES(22,9,'contact_point','I',6,6,NULL,NULL,NULL);
INSERT INTO change VALUES(23,9,'source_ref','I',2,2,NULL,NULL,NULL);
INSERT INTO change VALUES(24,10,'contact','R',5,5,NULL,NULL,NULL);
INSERT INTO change VALUES(25,10,'source_ref','R',3,4,NULL,NULL,NULL);
INSERT INTO change VALUES(26,10,'purchase','R',4,5,NULL,NULL,NULL);
INSERT INTO change VALUES(27,10,'purchase_line','R',2,3,NULL,NULL,NULL);
INSERT INTO change VALUES(28,10,'source_ref','R',5,6,NULL,NULL,NULL);
INSERT INTO change VALUES(29,10,'contact','U',4,4,'name,kind,status,company_id,city,source,birthday,note,id,name_key,created_at,deleted_at,nickname,job_title','''Sara'',''person'',''lead'',NULL,'''','''',NULL,'''',4,''sara'',''2026-11-26T02:28:24Z'',NULL,''Sari'',''''',NULL);
INSERT INTO change VALUES(30,11,'contact','U',3,3,'name,kind,status,company_id,city,source,birthday,note,id,name_key,created_at,deleted_at,nickname,job_title','''زهرا کریمی'',''person'',''customer'',NULL,'''','''',''1991-03-22'',''likes tea'',3,''زهرا کریمی'',''2026-11-26T02:28:23Z'',NULL,'''',''''',NULL);
INSERT INTO change VALUES(31,12,'task','U',1,1,'text,due,all_day,id,contact_id,created_at,done_at','''call back'',''2026-03-01T00:00:00Z'',1,1,3,''2026-11-26T02:28:23Z'',NULL',NULL);
INSERT INTO change VALUES(32,13,'contact','U',2,2,'name,kind,status,company_id,city,source,birthday,note,id,name_key,created_at,deleted_at,nickname,job_title','''Pars Co.'',''company'',''lead'',NULL,'''','''',NULL,'''',2,''pars co.'',''2026-11-26T02:28:23Z'',NULL,'''',''''',NULL);
INSERT INTO change VALUES(33,14,'contact','I',6,6,NULL,NULL,NULL);
INSERT INTO change VALUES(34,15,'contact','D',6,6,'name,kind,status,company_id,city,source,birthday,note,id,name_key,created_at,deleted_at,nickname,job_title','''Gone'',''person'',''lead'',NULL,'''','''',NULL,'''',6,''gone'',''2026-11-26T02:28:24Z'',NULL,'''',''''',NULL);
INSERT INTO change VALUES(35,16,'contact','R',7,8,NULL,NULL,NULL);
INSERT INTO change VALUES(36,16,'contact_point','R',7,8,NULL,NULL,NULL);
INSERT INTO change VALUES(37,16,'source_ref','R',7,8,NULL,NULL,NULL);
INSERT INTO change VALUES(38,17,'source_ref','P',7,8,'id,source,kind,ref,row_id,digest',NULL,X'7801858C310E80201004BF62A83582A0DCF9156271205B6AA246BF2F7476763BD9CC84E0DB46A5F3EE580F99224155DEB74BD255E7B13FB373CE4740D85342CE065C9EEAF52CA261056A699B40FFA56934166C34AD7E70D64C48A554BD4F697901E0E82815');
INSERT INTO change VALUES(39,17,'contact_point','P',7,8,'id,contact_id,kind,value,key,label,preferred',NULL,X'78018B8E36D7510022A5828CFCBC542520C3C0D2D0C8000C2C415C6D4B0B5401A0A041AC8E42B4858E021061D36781AE0F2C00D6170B003C3A1701');
INSERT INTO change VALUES(40,17,'contact','P',7,8,'id,name,kind,status,company_id,city,source,birthday,note,name_key,created_at,deleted_at,nickname,job_title',NULL,X'78018B8E36D75150F2CDCC4B5402D205A945C5F97920564E6A620A90CE2BCDC901F24022A8BC5CA80E230323335D43435D23B31003232B230B2B23D32854954AB13A0AD11640038252AB48B4A408AA83184B62012798319C');
INSERT INTO contact VALUES('Ali Rezaei','person','customer',2,'Tehran','',NULL,'',1,'ali rezaei','2026-11-26T02:28:23Z',NULL,'','');
INSERT INTO contact VALUES('Pars Co.','company','lead',NULL,'','',NULL,'',2,'pars co.','2026-11-26T02:28:23Z','2026-11-26T02:28:24Z','','');
INSERT INTO contact VALUES('زهرا کریمی','person','customer',NULL,'Shiraz','','1991-03-22','likes tea',3,'زهرا کریمی','2026-11-26T02:28:23Z',NULL,'','');
INSERT INTO contact VALUES('Sara','person','customer',NULL,'','',NULL,'',4,'sara','2026-11-26T02:28:24Z',NULL,'Sari','');
INSERT INTO contact VALUES('New One','person','customer',NULL,'','',NULL,'',5,'new one','2026-11-26T02:28:24Z',NULL,'','');
INSERT INTO contact_point VALUES(1,1,'phone','0912 111 2233','+989121112233','',0);
INSERT INTO contact_point VALUES(2,3,'phone','۰۹۳۵۱۱۱۲۲۳۳','+989351112233','',0);
INSERT INTO contact_point VALUES(3,3,'email','z@x.ir','z@x.ir','',0);
INSERT INTO contact_point VALUES(4,4,'phone','09120000001','+989120000001','',0);
INSERT INTO contact_point VALUES(5,4,'email','s@x.ir','s@x.ir','',0);
INSERT INTO contact_point VALUES(6,1,'email','ali@x.ir','ali@x.ir','',0);
INSERT INTO contact_tag VALUES(1,1,1);
INSERT INTO customer_stats VALUES(1,1,'2026-01-05T00:00:00Z','2026-01-05T00:00:00Z',500,-100);
INSERT INTO customer_stats VALUES(3,1,'2026-02-05T00:00:00Z','2026-02-05T00:00:00Z',70,0);
INSERT INTO customer_stats VALUES(4,1,'2026-01-05T00:00:00Z','2026-01-05T00:00:00Z',10,0);
INSERT INTO customer_stats VALUES(5,1,'2026-01-06T00:00:00Z','2026-01-06T00:00:00Z',20,0);
INSERT INTO interaction VALUES('2026-11-26T02:28:23Z','asked for the price','call',NULL,NULL,NULL,NULL,1,1,'');
INSERT INTO purchase VALUES('2026-01-05T00:00:00Z',500,'','',1,1,NULL);
INSERT INTO purchase VALUES('2026-02-05T00:00:00Z',70,'','',2,3,NULL);
INSERT INTO purchase VALUES('2026-11-26T02:28:23Z',-100,'','',3,1,1);
INSERT INTO purchase VALUES('2026-01-05T00:00:00Z',10,'A1','',4,4,NULL);
INSERT INTO purchase VALUES('2026-01-06T00:00:00Z',20,'A2','',5,5,NULL);
INSERT INTO purchase_line VALUES(1,1,'tea','',2000,500);
INSERT INTO purchase_line VALUES(2,4,'','',1000,10);
INSERT INTO purchase_line VALUES(3,5,'','',1000,20);
INSERT INTO search_key VALUES(1,' ali rezaei
 tehran
 pars co.
 00989121112233 09121112233
 ali@x.ir
 vip
 alirezaei
 rezaei
 parsco
 co
');
INSERT INTO search_key VALUES(3,' زهرا کریمی
 shiraz
 00989351112233 09351112233
 z@x.ir
 زهراکریمی
 کریمی
');
INSERT INTO search_key VALUES(4,' sara
 00989120000001 09120000001
 s@x.ir
 sara
');
INSERT INTO search_key VALUES(5,' new one
 newone
 one
');
INSERT INTO setting VALUES(1,'zone','UTC');
INSERT INTO setting VALUES(2,'currency','IRR');
INSERT INTO source_ref VALUES(1,'csv-29ef80c2','contact','row:a8a9c1bed5f0ef2aa4',4,'/6883e1e4');
INSERT INTO source_ref VALUES(2,'csv-29ef80c2','contact','row:df6dd018a480029f13',1,'/6883e1e4');
INSERT INTO source_ref VALUES(3,'csv-e13d08f1','contact','Sara',4,'');
INSERT INTO source_ref VALUES(4,'csv-e13d08f1','contact','New One',5,'');
INSERT INTO source_ref VALUES(5,'csv-e13d08f1','purchase','A1|2026-01-05|Sara',4,'0000000015b8d893');
INSERT INTO source_ref VALUES(6,'csv-e13d08f1','purchase','A2|2026-01-06|New One',5,'0000000087993526');
INSERT INTO step VALUES(1,'2026-11-26T02:28:23Z','Set currency to IRR',1,0,NULL,NULL);
INSERT INTO step VALUES(2,'2026-11-26T02:28:23Z','Added Ali Rezaei',6,0,NULL,NULL);
INSERT INTO step VALUES(3,'2026-11-26T02:28:23Z','Added زهرا کریمی',3,0,NULL,NULL);
INSERT INTO step VALUES(4,'2026-11-26T02:28:23Z','Logged call with Ali Rezaei',1,0,NULL,NULL);
INSERT INTO step VALUES(5,'2026-11-26T02:28:23Z','Planned for زهرا کریمی: call back',1,0,NULL,NULL);
INSERT INTO step VALUES(6,'2026-11-26T02:28:23Z','Recorded a sale of 500 rial to Ali Rezaei',3,0,NULL,NULL);
INSERT INTO step VALUES(7,'2026-11-26T02:28:23Z','Recorded a sale of 70 rial to زهرا کریمی',2,0,NULL,NULL);
INSERT INTO step VALUES(8,'2026-11-26T02:28:23Z','Refunded 100 rial of purchase #1',1,0,NULL,NULL);
INSERT INTO step VALUES(9,'2026-11-26T02:28:24Z','Imported 2 contacts',6,1,NULL,NULL);
INSERT INTO step VALUES(10,'2026-11-26T02:28:24Z','Imported 2 purchases',10,1,NULL,NULL);
INSERT INTO step VALUES(11,'2026-11-26T02:28:24Z','Edited زهرا کریمی',1,0,NULL,NULL);
INSERT INTO step VALUES(12,'2026-11-26T02:28:24Z','Done: call back',1,0,NULL,NULL);
INSERT INTO step VALUES(13,'2026-11-26T02:28:24Z','Deleted Pars Co.',1,0,NULL,NULL);
INSERT INTO step VALUES(14,'2026-11-26T02:28:24Z','Added Gone',1,0,NULL,15);
INSERT INTO step VALUES(15,'2026-11-26T02:28:24Z','Undid: Added Gone',1,0,14,NULL);
INSERT INTO step VALUES(16,'2026-11-26T02:28:25Z','Imported 2 contacts',6,1,NULL,17);
INSERT INTO step VALUES(17,'2026-11-26T02:28:25Z','Undid: Imported 2 contacts',6,1,16,NULL);
INSERT INTO tag VALUES(1,'vip','vip');
INSERT INTO task VALUES('call back','2026-03-01T00:00:00Z',1,1,3,'2026-11-26T02:28:23Z','2026-11-26T02:28:24Z');
INSERT INTO alembic_version VALUES('0002');
INSERT INTO sqlite_sequence(name,seq) VALUES('setting',2);
INSERT INTO sqlite_sequence(name,seq) VALUES('step',17);
INSERT INTO sqlite_sequence(name,seq) VALUES('contact',8);
INSERT INTO sqlite_sequence(name,seq) VALUES('contact_point',8);
INSERT INTO sqlite_sequence(name,seq) VALUES('tag',1);
INSERT INTO sqlite_sequence(name,seq) VALUES('contact_tag',1);
INSERT INTO sqlite_sequence(name,seq) VALUES('interaction',1);
INSERT INTO sqlite_sequence(name,seq) VALUES('task',1);
INSERT INTO sqlite_sequence(name,seq) VALUES('purchase',5);
INSERT INTO sqlite_sequence(name,seq) VALUES('purchase_line',3);
INSERT INTO sqlite_sequence(name,seq) VALUES('contact_extra',0);
INSERT INTO sqlite_sequence(name,seq) VALUES('source_ref',8);
INSERT INTO search_index(search_index) VALUES('rebuild');
CREATE TRIGGER journal_contact_insert AFTER INSERT ON contact BEGIN INSERT INTO change(step,tbl,op,row,row_to) VALUES((SELECT step FROM current_step),'contact','I',NEW.id,NEW.id); END;
CREATE TRIGGER journal_contact_update AFTER UPDATE ON contact WHEN OLD.name IS NOT NEW.name OR OLD.kind IS NOT NEW.kind OR OLD.status IS NOT NEW.status OR OLD.company_id IS NOT NEW.company_id OR OLD.city IS NOT NEW.city OR OLD.source IS NOT NEW.source OR OLD.birthday IS NOT NEW.birthday OR OLD.note IS NOT NEW.note OR OLD.id IS NOT NEW.id OR OLD.name_key IS NOT NEW.name_key OR OLD.created_at IS NOT NEW.created_at OR OLD.deleted_at IS NOT NEW.deleted_at OR OLD.nickname IS NOT NEW.nickname OR OLD.job_title IS NOT NEW.job_title BEGIN INSERT INTO change(step,tbl,op,row,row_to,cols,old) VALUES((SELECT step FROM current_step),'contact','U',OLD.id,OLD.id,'name,kind,status,company_id,city,source,birthday,note,id,name_key,created_at,deleted_at,nickname,job_title',quote(OLD.name)||','||quote(OLD.kind)||','||quote(OLD.status)||','||quote(OLD.company_id)||','||quote(OLD.city)||','||quote(OLD.source)||','||quote(OLD.birthday)||','||quote(OLD.note)||','||quote(OLD.id)||','||quote(OLD.name_key)||','||quote(OLD.created_at)||','||quote(OLD.deleted_at)||','||quote(OLD.nickname)||','||quote(OLD.job_title)); END;
CREATE TRIGGER journal_contact_delete AFTER DELETE ON contact BEGIN INSERT INTO change(step,tbl,op,row,row_to,cols,old) VALUES((SELECT step FROM current_step),'contact','D',OLD.id,OLD.id,'name,kind,status,company_id,city,source,birthday,note,id,name_key,created_at,deleted_at,nickname,job_title',quote(OLD.name)||','||quote(OLD.kind)||','||quote(OLD.status)||','||quote(OLD.company_id)||','||quote(OLD.city)||','||quote(OLD.source)||','||quote(OLD.birthday)||','||quote(OLD.note)||','||quote(OLD.id)||','||quote(OLD.name_key)||','||quote(OLD.created_at)||','||quote(OLD.deleted_at)||','||quote(OLD.nickname)||','||quote(OLD.job_title)); END;
CREATE TRIGGER journal_contact_point_insert AFTER INSERT ON contact_point BEGIN INSERT INTO change(step,tbl,op,row,row_to) VALUES((SELECT step FROM current_step),'contact_point','I',NEW.id,NEW.id); END;
CREATE TRIGGER journal_contact_point_update AFTER UPDATE ON contact_point WHEN OLD.id IS NOT NEW.id OR OLD.contact_id IS NOT NEW.contact_id OR OLD.kind IS NOT NEW.kind OR OLD.value IS NOT NEW.value OR OLD.key IS NOT NEW.key OR OLD.label IS NOT NEW.label OR OLD.preferred IS NOT NEW.preferred BEGIN INSERT INTO change(step,tbl,op,row,row_to,cols,old) VALUES((SELECT step FROM current_step),'contact_point','U',OLD.id,OLD.id,'id,contact_id,kind,value,key,label,preferred',quote(OLD.id)||','||quote(OLD.contact_id)||','||quote(OLD.kind)||','||quote(OLD.value)||','||quote(OLD.key)||','||quote(OLD.label)||','||quote(OLD.preferred)); END;
CREATE TRIGGER journal_contact_point_delete AFTER DELETE ON contact_point BEGIN INSERT INTO change(step,tbl,op,row,row_to,cols,old) VALUES((SELECT step FROM current_step),'contact_point','D',OLD.id,OLD.id,'id,contact_id,kind,value,key,label,preferred',quote(OLD.id)||','||quote(OLD.contact_id)||','||quote(OLD.kind)||','||quote(OLD.value)||','||quote(OLD.key)||','||quote(OLD.label)||','||quote(OLD.preferred)); END;
CREATE TRIGGER journal_contact_extra_insert AFTER INSERT ON contact_extra BEGIN INSERT INTO change(step,tbl,op,row,row_to) VALUES((SELECT step FROM current_step),'contact_extra','I',NEW.id,NEW.id); END;
CREATE TRIGGER journal_contact_extra_update AFTER UPDATE ON contact_extra WHEN OLD.id IS NOT NEW.id OR OLD.contact_id IS NOT NEW.contact_id OR OLD.vcard IS NOT NEW.vcard BEGIN INSERT INTO change(step,tbl,op,row,row_to,cols,old) VALUES((SELECT step FROM current_step),'contact_extra','U',OLD.id,OLD.id,'id,contact_id,vcard',quote(OLD.id)||','||quote(OLD.contact_id)||','||quote(OLD.vcard)); END;
CREATE TRIGGER journal_contact_extra_delete AFTER DELETE ON contact_extra BEGIN INSERT INTO change(step,tbl,op,row,row_to,cols,old) VALUES((SELECT step FROM current_step),'contact_extra','D',OLD.id,OLD.id,'id,contact_id,vcard',quote(OLD.id)||','||quote(OLD.contact_id)||','||quote(OLD.vcard)); END;
CREATE TRIGGER journal_tag_insert AFTER INSERT ON tag BEGIN INSERT INTO change(step,tbl,op,row,row_to) VALUES((SELECT step FROM current_step),'tag','I',NEW.id,NEW.id); END;
CREATE TRIGGER journal_tag_update AFTER UPDATE ON tag WHEN OLD.id IS NOT NEW.id OR OLD.name IS NOT NEW.name OR OLD.key IS NOT NEW.key BEGIN INSERT INTO change(step,tbl,op,row,row_to,cols,old) VALUES((SELECT step FROM current_step),'tag','U',OLD.id,OLD.id,'id,name,key',quote(OLD.id)||','||quote(OLD.name)||','||quote(OLD.key)); END;
CREATE TRIGGER journal_tag_delete AFTER DELETE ON tag BEGIN INSERT INTO change(step,tbl,op,row,row_to,cols,old) VALUES((SELECT step FROM current_step),'tag','D',OLD.id,OLD.id,'id,name,key',quote(OLD.id)||','||quote(OLD.name)||','||quote(OLD.key)); END;
CREATE TRIGGER journal_contact_tag_insert AFTER INSERT ON contact_tag BEGIN INSERT INTO change(step,tbl,op,row,row_to) VALUES((SELECT step FROM current_step),'contact_tag','I',NEW.id,NEW.id); END;
CREATE TRIGGER journal_contact_tag_update AFTER UPDATE ON contact_tag WHEN OLD.id IS NOT NEW.id OR OLD.contact_id IS NOT NEW.contact_id OR OLD.tag_id IS NOT NEW.tag_id BEGIN INSERT INTO change(step,tbl,op,row,row_to,cols,old) VALUES((SELECT step FROM current_step),'contact_tag','U',OLD.id,OLD.id,'id,contact_id,tag_id',quote(OLD.id)||','||quote(OLD.contact_id)||','||quote(OLD.tag_id)); END;
CREATE TRIGGER journal_contact_tag_delete AFTER DELETE ON contact_tag BEGIN INSERT INTO change(step,tbl,op,row,row_to,cols,old) VALUES((SELECT step FROM current_step),'contact_tag','D',OLD.id,OLD.id,'id,contact_id,tag_id',quote(OLD.id)||','||quote(OLD.contact_id)||','||quote(OLD.tag_id)); END;
CREATE TRIGGER journal_interaction_insert AFTER INSERT ON interaction BEGIN INSERT INTO change(step,tbl,op,row,row_to) VALUES((SELECT step FROM current_step),'interaction','I',NEW.id,NEW.id); END;
CREATE TRIGGER journal_interaction_update AFTER UPDATE ON interaction WHEN OLD.at IS NOT NEW.at OR OLD.text IS NOT NEW.text OR OLD.channel IS NOT NEW.channel OR OLD.direction IS NOT NEW.direction OR OLD.purpose IS NOT NEW.purpose OR OLD.outcome IS NOT NEW.outcome OR OLD.minutes IS NOT NEW.minutes OR OLD.id IS NOT NEW.id OR OLD.contact_id IS NOT NEW.contact_id OR OLD.thread IS NOT NEW.thread BEGIN INSERT INTO change(step,tbl,op,row,row_to,cols,old) VALUES((SELECT step FROM current_step),'interaction','U',OLD.id,OLD.id,'at,text,channel,direction,purpose,outcome,minutes,id,contact_id,thread',quote(OLD.at)||','||quote(OLD.text)||','||quote(OLD.channel)||','||quote(OLD.direction)||','||quote(OLD.purpose)||','||quote(OLD.outcome)||','||quote(OLD.minutes)||','||quote(OLD.id)||','||quote(OLD.contact_id)||','||quote(OLD.thread)); END;
CREATE TRIGGER journal_interaction_delete AFTER DELETE ON interaction BEGIN INSERT INTO change(step,tbl,op,row,row_to,cols,old) VALUES((SELECT step FROM current_step),'interaction','D',OLD.id,OLD.id,'at,text,channel,direction,purpose,outcome,minutes,id,contact_id,thread',quote(OLD.at)||','||quote(OLD.text)||','||quote(OLD.channel)||','||quote(OLD.direction)||','||quote(OLD.purpose)||','||quote(OLD.outcome)||','||quote(OLD.minutes)||','||quote(OLD.id)||','||quote(OLD.contact_id)||','||quote(OLD.thread)); END;
CREATE TRIGGER journal_task_insert AFTER INSERT ON task BEGIN INSERT INTO change(step,tbl,op,row,row_to) VALUES((SELECT step FROM current_step),'task','I',NEW.id,NEW.id); END;
CREATE TRIGGER journal_task_update AFTER UPDATE ON task WHEN OLD.text IS NOT NEW.text OR OLD.due IS NOT NEW.due OR OLD.all_day IS NOT NEW.all_day OR OLD.id IS NOT NEW.id OR OLD.contact_id IS NOT NEW.contact_id OR OLD.created_at IS NOT NEW.created_at OR OLD.done_at IS NOT NEW.done_at BEGIN INSERT INTO change(step,tbl,op,row,row_to,cols,old) VALUES((SELECT step FROM current_step),'task','U',OLD.id,OLD.id,'text,due,all_day,id,contact_id,created_at,done_at',quote(OLD.text)||','||quote(OLD.due)||','||quote(OLD.all_day)||','||quote(OLD.id)||','||quote(OLD.contact_id)||','||quote(OLD.created_at)||','||quote(OLD.done_at)); END;
CREATE TRIGGER journal_task_delete AFTER DELETE ON task BEGIN INSERT INTO change(step,tbl,op,row,row_to,cols,old) VALUES((SELECT step FROM current_step),'task','D',OLD.id,OLD.id,'text,due,all_day,id,contact_id,created_at,done_at',quote(OLD.text)||','||quote(OLD.due)||','||quote(OLD.all_day)||','||quote(OLD.id)||','||quote(OLD.contact_id)||','||quote(OLD.created_at)||','||quote(OLD.done_at)); END;
CREATE TRIGGER journal_purchase_insert AFTER INSERT ON purchase BEGIN INSERT INTO change(step,tbl,op,row,row_to) VALUES((SELECT step FROM current_step),'purchase','I',NEW.id,NEW.id); END;
CREATE TRIGGER journal_purchase_update AFTER UPDATE ON purchase WHEN OLD.at IS NOT NEW.at OR OLD.amount IS NOT NEW.amount OR OLD.ref IS NOT NEW.ref OR OLD.note IS NOT NEW.note OR OLD.id IS NOT NEW.id OR OLD.contact_id IS NOT NEW.contact_id OR OLD.refund_of IS NOT NEW.refund_of BEGIN INSERT INTO change(step,tbl,op,row,row_to,cols,old) VALUES((SELECT step FROM current_step),'purchase','U',OLD.id,OLD.id,'at,amount,ref,note,id,contact_id,refund_of',quote(OLD.at)||','||quote(OLD.amount)||','||quote(OLD.ref)||','||quote(OLD.note)||','||quote(OLD.id)||','||quote(OLD.contact_id)||','||quote(OLD.refund_of)); END;
CREATE TRIGGER journal_purchase_delete AFTER DELETE ON purchase BEGIN INSERT INTO change(step,tbl,op,row,row_to,cols,old) VALUES((SELECT step FROM current_step),'purchase','D',OLD.id,OLD.id,'at,amount,ref,note,id,contact_id,refund_of',quote(OLD.at)||','||quote(OLD.amount)||','||quote(OLD.ref)||','||quote(OLD.note)||','||quote(OLD.id)||','||quote(OLD.contact_id)||','||quote(OLD.refund_of)); END;
CREATE TRIGGER journal_purchase_line_insert AFTER INSERT ON purchase_line BEGIN INSERT INTO change(step,tbl,op,row,row_to) VALUES((SELECT step FROM current_step),'purchase_line','I',NEW.id,NEW.id); END;
CREATE TRIGGER journal_purchase_line_update AFTER UPDATE ON purchase_line WHEN OLD.id IS NOT NEW.id OR OLD.purchase_id IS NOT NEW.purchase_id OR OLD.item IS NOT NEW.item OR OLD.sku IS NOT NEW.sku OR OLD.quantity IS NOT NEW.quantity OR OLD.amount IS NOT NEW.amount BEGIN INSERT INTO change(step,tbl,op,row,row_to,cols,old) VALUES((SELECT step FROM current_step),'purchase_line','U',OLD.id,OLD.id,'id,purchase_id,item,sku,quantity,amount',quote(OLD.id)||','||quote(OLD.purchase_id)||','||quote(OLD.item)||','||quote(OLD.sku)||','||quote(OLD.quantity)||','||quote(OLD.amount)); END;
CREATE TRIGGER journal_purchase_line_delete AFTER DELETE ON purchase_line BEGIN INSERT INTO change(step,tbl,op,row,row_to,cols,old) VALUES((SELECT step FROM current_step),'purchase_line','D',OLD.id,OLD.id,'id,purchase_id,item,sku,quantity,amount',quote(OLD.id)||','||quote(OLD.purchase_id)||','||quote(OLD.item)||','||quote(OLD.sku)||','||quote(OLD.quantity)||','||quote(OLD.amount)); END;
CREATE TRIGGER journal_source_ref_insert AFTER INSERT ON source_ref BEGIN INSERT INTO change(step,tbl,op,row,row_to) VALUES((SELECT step FROM current_step),'source_ref','I',NEW.id,NEW.id); END;
CREATE TRIGGER journal_source_ref_update AFTER UPDATE ON source_ref WHEN OLD.id IS NOT NEW.id OR OLD.source IS NOT NEW.source OR OLD.kind IS NOT NEW.kind OR OLD.ref IS NOT NEW.ref OR OLD.row_id IS NOT NEW.row_id OR OLD.digest IS NOT NEW.digest BEGIN INSERT INTO change(step,tbl,op,row,row_to,cols,old) VALUES((SELECT step FROM current_step),'source_ref','U',OLD.id,OLD.id,'id,source,kind,ref,row_id,digest',quote(OLD.id)||','||quote(OLD.source)||','||quote(OLD.kind)||','||quote(OLD.ref)||','||quote(OLD.row_id)||','||quote(OLD.digest)); END;
CREATE TRIGGER journal_source_ref_delete AFTER DELETE ON source_ref BEGIN INSERT INTO change(step,tbl,op,row,row_to,cols,old) VALUES((SELECT step FROM current_step),'source_ref','D',OLD.id,OLD.id,'id,source,kind,ref,row_id,digest',quote(OLD.id)||','||quote(OLD.source)||','||quote(OLD.kind)||','||quote(OLD.ref)||','||quote(OLD.row_id)||','||quote(OLD.digest)); END;
CREATE TRIGGER journal_file_choice_insert AFTER INSERT ON file_choice BEGIN INSERT INTO change(step,tbl,op,row,row_to) VALUES((SELECT step FROM current_step),'file_choice','I',NEW.id,NEW.id); END;
CREATE TRIGGER journal_file_choice_update AFTER UPDATE ON file_choice WHEN OLD.id IS NOT NEW.id OR OLD.header IS NOT NEW.header OR OLD.kind IS NOT NEW.kind OR OLD.choices IS NOT NEW.choices BEGIN INSERT INTO change(step,tbl,op,row,row_to,cols,old) VALUES((SELECT step FROM current_step),'file_choice','U',OLD.id,OLD.id,'id,header,kind,choices',quote(OLD.id)||','||quote(OLD.header)||','||quote(OLD.kind)||','||quote(OLD.choices)); END;
CREATE TRIGGER journal_file_choice_delete AFTER DELETE ON file_choice BEGIN INSERT INTO change(step,tbl,op,row,row_to,cols,old) VALUES((SELECT step FROM current_step),'file_choice','D',OLD.id,OLD.id,'id,header,kind,choices',quote(OLD.id)||','||quote(OLD.header)||','||quote(OLD.kind)||','||quote(OLD.choices)); END;
CREATE TRIGGER journal_setting_insert AFTER INSERT ON setting BEGIN INSERT INTO change(step,tbl,op,row,row_to) VALUES((SELECT step FROM current_step),'setting','I',NEW.id,NEW.id); END;
CREATE TRIGGER journal_setting_update AFTER UPDATE ON setting WHEN OLD.id IS NOT NEW.id OR OLD.key IS NOT NEW.key OR OLD.value IS NOT NEW.value BEGIN INSERT INTO change(step,tbl,op,row,row_to,cols,old) VALUES((SELECT step FROM current_step),'setting','U',OLD.id,OLD.id,'id,key,value',quote(OLD.id)||','||quote(OLD.key)||','||quote(OLD.value)); END;
CREATE TRIGGER journal_setting_delete AFTER DELETE ON setting BEGIN INSERT INTO change(step,tbl,op,row,row_to,cols,old) VALUES((SELECT step FROM current_step),'setting','D',OLD.id,OLD.id,'id,key,value',quote(OLD.id)||','||quote(OLD.key)||','||quote(OLD.value)); END;
CREATE TRIGGER stats_purchase_insert AFTER INSERT ON purchase WHEN NEW.contact_id IS NOT NULL AND NEW.amount <> 0 BEGIN INSERT INTO customer_stats(contact_id,purchases,first_at,last_at,gross,refunds) VALUES(NEW.contact_id, NEW.amount > 0, CASE WHEN NEW.amount > 0 THEN NEW.at END, CASE WHEN NEW.amount > 0 THEN NEW.at END, max(NEW.amount, 0), min(NEW.amount, 0)) ON CONFLICT(contact_id) DO UPDATE SET purchases = purchases + excluded.purchases, first_at = min(coalesce(first_at, excluded.first_at), coalesce(excluded.first_at, first_at)), last_at = max(coalesce(last_at, excluded.last_at), coalesce(excluded.last_at, last_at)), gross = gross + excluded.gross, refunds = refunds + excluded.refunds; END;
CREATE TRIGGER stats_purchase_update AFTER UPDATE OF contact_id, at, amount ON purchase BEGIN DELETE FROM customer_stats WHERE contact_id = OLD.contact_id; INSERT INTO customer_stats SELECT contact_id, sum(amount > 0), min(CASE WHEN amount > 0 THEN at END),
 max(CASE WHEN amount > 0 THEN at END), sum(max(amount, 0)), sum(min(amount, 0))
 FROM purchase WHERE contact_id = OLD.contact_id AND amount <> 0 GROUP BY contact_id; DELETE FROM customer_stats WHERE contact_id = NEW.contact_id; INSERT INTO customer_stats SELECT contact_id, sum(amount > 0), min(CASE WHEN amount > 0 THEN at END),
 max(CASE WHEN amount > 0 THEN at END), sum(max(amount, 0)), sum(min(amount, 0))
 FROM purchase WHERE contact_id = NEW.contact_id AND amount <> 0 GROUP BY contact_id; END;
CREATE TRIGGER stats_purchase_delete AFTER DELETE ON purchase WHEN OLD.contact_id IS NOT NULL BEGIN DELETE FROM customer_stats WHERE contact_id = OLD.contact_id; INSERT INTO customer_stats SELECT contact_id, sum(amount > 0), min(CASE WHEN amount > 0 THEN at END),
 max(CASE WHEN amount > 0 THEN at END), sum(max(amount, 0)), sum(min(amount, 0))
 FROM purchase WHERE contact_id = OLD.contact_id AND amount <> 0 GROUP BY contact_id; END;
CREATE TRIGGER search_contact_insert AFTER INSERT ON contact BEGIN INSERT OR IGNORE INTO search_dirty(contact_id) VALUES(NEW.id); END;
CREATE TRIGGER search_contact_update AFTER UPDATE OF name, company_id, city, deleted_at ON contact BEGIN INSERT OR IGNORE INTO search_dirty(contact_id) SELECT id FROM contact WHERE id = NEW.id OR company_id = NEW.id; END;
CREATE TRIGGER search_contact_delete AFTER DELETE ON contact BEGIN INSERT OR IGNORE INTO search_dirty(contact_id) VALUES(OLD.id); END;
CREATE TRIGGER search_point_insert AFTER INSERT ON contact_point BEGIN INSERT OR IGNORE INTO search_dirty(contact_id) VALUES(NEW.contact_id); END;
CREATE TRIGGER search_point_update AFTER UPDATE ON contact_point BEGIN INSERT OR IGNORE INTO search_dirty(contact_id) VALUES(OLD.contact_id), (NEW.contact_id); END;
CREATE TRIGGER search_point_delete AFTER DELETE ON contact_point BEGIN INSERT OR IGNORE INTO search_dirty(contact_id) VALUES(OLD.contact_id); END;
CREATE TRIGGER search_tag_insert AFTER INSERT ON contact_tag BEGIN INSERT OR IGNORE INTO search_dirty(contact_id) VALUES(NEW.contact_id); END;
CREATE TRIGGER search_tag_update AFTER UPDATE ON contact_tag BEGIN INSERT OR IGNORE INTO search_dirty(contact_id) VALUES(OLD.contact_id), (NEW.contact_id); END;
CREATE TRIGGER search_tag_delete AFTER DELETE ON contact_tag BEGIN INSERT OR IGNORE INTO search_dirty(contact_id) VALUES(OLD.contact_id); END;
CREATE TRIGGER search_tag_rename AFTER UPDATE OF name ON tag BEGIN INSERT OR IGNORE INTO search_dirty(contact_id) SELECT contact_id FROM contact_tag WHERE tag_id = NEW.id; END;
